using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    /// <summary>
    /// The table without what its own facilities write: what remains is everything that they do not explain. <see cref="Restore"/> puts them back.
    /// </summary>
    /// <remarks>
    /// The bits are taken out by exclusive or. A facility's own bit becomes 0. So does a bit that comes with a facility (AMD and Hygon repeat leaf
    /// 1 in leaf 80000001H's EDX; KVM has two bits for its clock) where it agrees with the facility; where it does not, it becomes 1.
    /// </remarks>
    public CpuidData GetUnnamed() => Toggle(ReadFacilities());

    /// <summary>
    /// The inverse of <see cref="GetUnnamed"/>: the table with what some facilities write. <c>table.GetUnnamed().Restore(table.ReadFacilities())</c>
    /// equals the table, bit by bit.
    /// </summary>
    /// <param name="facilities">The facilities. Lines and MSRs that they need and the table lacks are added, as <see cref="WithFacilities"/> does.</param>
    /// <exception cref="ArgumentException">
    /// The set has indexes beyond the catalog, or facilities of KVM for a table that names another hypervisor.
    /// </exception>
    public CpuidData Restore(in FacilitySet facilities) => WithLinesFor(facilities).Toggle(facilities);

    /// <summary>
    /// The table with exactly these facilities: other bits that have a name are off, bits without a name are as they were. A table with its own
    /// facilities is the same table.
    /// </summary>
    /// <param name="facilities">
    /// The facilities. Lines and MSRs that they need and the table lacks are added, and the highest leaf is raised to lines that are added.
    /// </param>
    /// <remarks>Bits that repeat a facility elsewhere are written with it if it changes, and are as they were if it does not.</remarks>
    /// <exception cref="ArgumentException">
    /// The set has indexes beyond the catalog, or facilities of KVM for a table that names another hypervisor.
    /// </exception>
    public CpuidData WithFacilities(in FacilitySet facilities)
    {
        CpuidData table = WithLinesFor(facilities);
        FacilitySet changed = ReadFacilities().SymmetricExcept(facilities);
        bool repeats = RepeatsLeaf1;
        FacilitySet wanted = facilities;
        return table.Rewrite((in CpuidLayout.BlockLayout block, ulong value) =>
        {
            value = (value & ~block.NamedBits) | CpuidLayout.Write(block, wanted);

            // In a line that is new, no bit is as it was.
            FacilitySet fresh = FindBlock(block) < 0 ? wanted.Union(changed) : changed;
            return (value & ~CpuidLayout.WriteCompanions(block, fresh, repeats))
                | CpuidLayout.WriteCompanions(block, fresh.Intersect(wanted), repeats);
        });
    }

    /// <summary>
    /// The bits of feature registers and MSRs that are on without a name, and those that should come with a facility and are off, block by block
    /// in the order of the catalog. Numbers in such registers, like the version of AVX10, do not count.
    /// </summary>
    public ImmutableArray<UnknownBits> GetUnnamedBits()
    {
        FacilitySet facilities = ReadFacilities();
        bool repeats = RepeatsLeaf1;
        var all = ImmutableArray.CreateBuilder<UnknownBits>();
        foreach (Source source in _sources)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(source.Block);
            ulong value = ValueOf(source);
            ulong companions = CpuidLayout.WriteCompanions(block, facilities, repeats);
            ulong on = value & ~block.NamedBits & ~block.FieldBits & ~companions;
            ulong off = companions & ~value;
            if ((on | off) != 0)
            {
                all.Add(new UnknownBits(X86Registry.Catalog.Blocks[block.Number], BitsOf(on), BitsOf(off)));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>Whether the vendor is one that repeats leaf 1 in leaf 80000001H.</summary>
    private bool RepeatsLeaf1 => X86Vendor.TryFind(Vendor, out X86Vendor? vendor) && vendor.RepeatsLeaf1;

    private delegate ulong BlockRewriter(in CpuidLayout.BlockLayout block, ulong value);

    private static ImmutableArray<int> BitsOf(ulong value) =>
        [.. Enumerable.Range(0, 64).Where(bit => (value >> bit & 1) != 0)];

    private static void ThrowIfBeyondCatalog(in FacilitySet facilities, string parameter)
    {
        if (!facilities.IsSubsetOf(X86Registry.Catalog.All))
        {
            throw new ArgumentException(
                $"Indexes {facilities.Except(X86Registry.Catalog.All)} are no facilities of {CpuArchitecture.X86}.", parameter);
        }
    }

    private CpuidData Toggle(FacilitySet facilities)
    {
        bool repeats = RepeatsLeaf1;
        return Rewrite((in CpuidLayout.BlockLayout block, ulong value) =>
            value ^ CpuidLayout.Write(block, facilities) ^ CpuidLayout.WriteCompanions(block, facilities, repeats));
    }

    private ulong ValueOf(Source source) =>
        source.IsMsr ? Msrs[source.Position].Value : RegistersOf(Entries.AsSpan())[source.Position];

    /// <summary>The table with other values in its feature registers.</summary>
    private CpuidData Rewrite(BlockRewriter rewriter)
    {
        CpuidEntry[] entries = [.. Entries];
        MsrEntry[] msrs = [.. Msrs];
        Span<uint> registers = RegistersOf(entries.AsSpan());
        foreach (Source source in _sources)
        {
            ulong value = rewriter(CpuidLayout.Block(source.Block), ValueOf(source));
            if (source.IsMsr)
            {
                msrs[source.Position] = msrs[source.Position] with { Value = value };
            }
            else
            {
                registers[source.Position] = (uint)value;
            }
        }

        return new CpuidData(ImmutableCollectionsMarshal.AsImmutableArray(entries), ImmutableCollectionsMarshal.AsImmutableArray(msrs), Xcr0, IsComplete);
    }
}
