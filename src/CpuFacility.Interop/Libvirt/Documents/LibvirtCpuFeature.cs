namespace CpuFacility.Libvirt;

/// <summary>A feature that a <c>&lt;cpu&gt;</c> names.</summary>
/// <param name="Name">libvirt's name, such as <c>lahf_lm</c>.</param>
/// <param name="Policy">What is said of it; in a host's definition every feature counts as <see cref="LibvirtFeaturePolicy.Require"/>.</param>
public readonly record struct LibvirtCpuFeature(string Name, LibvirtFeaturePolicy Policy = LibvirtFeaturePolicy.Require)
{
    /// <summary>As in <c>require lahf_lm</c>.</summary>
    public override string ToString() => $"{LibvirtWords.Of(Policy)} {Name}";
}
