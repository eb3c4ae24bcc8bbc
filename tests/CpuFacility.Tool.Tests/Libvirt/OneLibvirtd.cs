namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>Tests that share a daemon: it takes long to ask all emulators of the machine.</summary>
[CollectionDefinition(Name)]
public sealed class OneLibvirtd : ICollectionFixture<LiveLibvirtd>
{
    public const string Name = "libvirtd";
}
