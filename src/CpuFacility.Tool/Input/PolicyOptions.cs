using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>The options that say what a host may do in software.</summary>
internal sealed class PolicyOptions
{
    private static readonly MigrationPolicy[] Policies = [MigrationPolicy.Strict, MigrationPolicy.Effective, MigrationPolicy.HardwareOnly];

    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "What may be done in software: strict (the same as now), effective (anything) or hardware-only.",
        HelpName = "strict|effective|hardware-only",
    };

    private readonly Option<string?> _allowed = new("--allow-software")
    {
        Description = "The only facilities and groups that may be done in software, with commas between.",
        HelpName = "NAMES",
    };

    public PolicyOptions() => _policy.CompletionSources.Add(Policies.Select(static policy => policy.Name).ToArray());

    public Symbol[] All => [_policy, _allowed];

    /// <summary>The policy; none if hardware and software are not to be told apart.</summary>
    public MigrationPolicy? Read(ParseResult result, CpuModelRegistry registry)
    {
        string? name = result.GetValue(_policy);
        string? allowed = result.GetValue(_allowed);
        MigrationPolicy? policy = name is null
            ? allowed is null ? null : MigrationPolicy.Effective
            : Array.Find(Policies, known => known.Name == name)
                ?? throw new UsageException($"'{Shortened.Text(name)}' is no policy. The policies: {string.Join(", ", Policies.Select(static known => known.Name))}.");
        return allowed is null ? policy : policy!.WithAllowedSoftware(EmulatedNames.Read(registry, allowed));
    }
}
