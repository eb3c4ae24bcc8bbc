namespace CpuFacility.Benchmarks;

/// <summary>A million hosts with 300 distinct sets, 128 MB as rows: more than the caches hold.</summary>
internal sealed class Fleet
{
    public const int Length = 1_000_000;
    public const int Distinct = 300;

    private static readonly Lazy<Fleet> Instance = new(static () => new Fleet());

    private Fleet()
    {
        FacilitySet[] distinct = [.. PeerSets.Shared.Hosts.Take(Distinct)];
        var random = new Random(SetLayoutData.Seed);
        Rows = new FacilitySet[Length];
        for (int i = 0; i < Rows.Length; i++)
        {
            Rows[i] = distinct[random.Next(Distinct)];
        }

        Table = FacilitySetTable.Create(Rows);
    }

    public static Fleet Shared => Instance.Value;

    public FacilitySet Guest => PeerSets.Shared.Guest;

    public FacilitySet[] Rows { get; }

    public FacilitySetTable Table { get; }
}
