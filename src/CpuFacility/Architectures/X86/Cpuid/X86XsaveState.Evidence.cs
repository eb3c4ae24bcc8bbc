using System.Numerics;

namespace CpuFacility.X86;

public sealed partial class X86XsaveState
{
    /// <summary>What a table says of XCR0 and IA32_XSS, and what follows.</summary>
    private readonly struct Evidence(CpuidData table, ulong? user, ulong? supervisor, CpuidRegisters main, CpuidRegisters extensions)
    {
        // Real processors have ten; more than this are no processor's, and nothing is concluded from sizes.
        private const int MaximumGroups = 16;

        /// <summary>XSAVEC (bit 1) or XSAVES (bit 3): the compacted size is given.</summary>
        private const uint CompactionFlags = 0b1010;

        private const uint XsavesFlag = 0b1000;

        /// <summary>Components are 0 to 62; bit 63 of the registers stands for none, whatever a table says.</summary>
        private const ulong All = ulong.MaxValue >> 1;

        private ulong Supervisors => (supervisor ?? 0) & X86XsaveComponents.GetSupervisorBits(supervisor ?? 0);

        /// <summary>The components that are enabled and those that are not; the others are not known.</summary>
        public (ulong Enabled, ulong Disabled) Conclude()
        {
            ulong supervisorBits = X86XsaveComponents.GetSupervisorBits(supervisor ?? 0);
            bool? osXsave = table.ReadBit(FeaturePlace.Of(X86Facility.Osxsave));
            ulong enabled = 0;
            ulong disabled = 0;

            // What is not supported cannot be enabled. Where a side is not known, its bits stay open.
            disabled |= user is ulong users ? ~supervisorBits & ~users : 0;
            disabled |= supervisor is ulong supervisors ? supervisorBits & ~supervisors : 0;
            if (osXsave == false)
            {
                disabled = ulong.MaxValue;
            }
            else if (osXsave == true)
            {
                enabled |= 1;
                disabled &= ~1UL;
            }

            bool isXcr0Read = table.Xcr0 is not null;
            if (table.Xcr0 is ulong xcr0)
            {
                enabled = xcr0 & ~supervisorBits;
                disabled = (disabled & supervisorBits) | (~xcr0 & ~supervisorBits);
            }

            if (osXsave != false && table.TryGetMsr(XssMsr, out ulong xss))
            {
                enabled |= xss & supervisorBits;
                disabled = (disabled & ~supervisorBits) | (~xss & supervisorBits);
            }

            if (osXsave == true && !isXcr0Read && main.Ebx >= X86XsaveComponents.LegacySize)
            {
                (ulong on, ulong off) = Try(enabled, disabled, usesCompacted: (extensions.Eax & CompactionFlags) != 0);
                if ((on | off) == 0)
                {
                    (on, off) = Try(enabled, disabled, usesCompacted: false);
                }

                enabled |= on;
                disabled |= off;
            }

            return (enabled, disabled);
        }

        /// <summary>
        /// Tries all values of the registers: what is on in all that give the sizes, and what is on in none. Nothing if there is no such value, or
        /// a component's place is not known.
        /// </summary>
        private (ulong On, ulong Off) Try(ulong enabled, ulong disabled, bool usesCompacted)
        {
            // Without XSAVES, the compacted size leaves supervisor state out; without any compacted size, nothing speaks of it.
            bool withSupervisor = usesCompacted && (extensions.Eax & XsavesFlag) != 0;
            ulong candidates = (((user ?? 0) & ~Supervisors) | (withSupervisor ? Supervisors : 0)) & ~X86XsaveComponents.Legacy & ~disabled & All;
            Span<ulong> groups = stackalloc ulong[MaximumGroups];
            int count = 0;
            for (ulong rest = candidates; rest != 0;)
            {
                int component = BitOperations.TrailingZeroCount(rest);
                ulong group = X86XsaveComponents.GroupOf(component) & candidates;
                if (count == MaximumGroups)
                {
                    return default;
                }

                groups[count++] = group;
                rest &= ~group;
            }

            ulong always = ulong.MaxValue;
            ulong ever = 0;
            bool isPossible = false;
            for (int choice = 0; choice < 1 << count; choice++)
            {
                ulong value = 0;
                for (int i = 0; i < count; i++)
                {
                    value |= (choice >> i & 1) != 0 ? groups[i] : 0;
                }

                if ((value & enabled & candidates) != (enabled & candidates)
                    || (X86XsaveComponents.GetRequired(value) & ~X86XsaveComponents.Legacy) != 0)
                {
                    continue;
                }

                if (Fits(value, usesCompacted) is not bool fits)
                {
                    return default;
                }

                if (fits)
                {
                    isPossible = true;
                    always &= value;
                    ever |= value;
                }
            }

            if (!isPossible)
            {
                return default;
            }

            // SSE lies in the legacy region, so that no size speaks of it; AVX needs it.
            return (always | (X86XsaveComponents.GetRequired(always) & X86XsaveComponents.Legacy), candidates & ~ever);
        }

        /// <summary>Whether a value of the registers gives the sizes of the table; null if a component's place is not known.</summary>
        private bool? Fits(ulong value, bool usesCompacted)
        {
            uint end = X86XsaveComponents.LegacySize;
            uint compacted = X86XsaveComponents.LegacySize;
            for (ulong rest = value; rest != 0; rest &= rest - 1)
            {
                int component = BitOperations.TrailingZeroCount(rest);
                if (!table.TryGet(Leaf, (uint)component, out CpuidRegisters area) || area.Eax == 0)
                {
                    return null;
                }

                if ((Supervisors >> component & 1) == 0)
                {
                    end = Math.Max(end, area.Ebx + area.Eax);
                }

                compacted = ((area.Ecx & X86XsaveComponents.AlignedFlag) != 0 ? (compacted + 63) & ~63u : compacted) + area.Eax;
            }

            return end == main.Ebx && (!usesCompacted || compacted == extensions.Ebx);
        }
    }
}
