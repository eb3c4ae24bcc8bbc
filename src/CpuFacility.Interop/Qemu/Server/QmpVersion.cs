namespace CpuFacility.Qemu;

/// <summary>The version and package that a server names in its greeting.</summary>
internal sealed record QmpVersion(int Major, int Minor, int Micro, string Package)
{
    /// <summary>The releases that were recorded, with the names of their packages.</summary>
    private static readonly QmpVersion[] Recorded =
    [
        new(7, 2, 22, "Debian 1:7.2+dfsg-7+deb12u18+b3"),
        new(11, 1, 3, "Debian 1:11.1.3+ds-1"),
    ];

    /// <exception cref="ArgumentException">The version is not three numbers.</exception>
    public static QmpVersion Of(QmpServerOptions options)
    {
        Version version = options.Registry.Release;
        if (options.QemuVersion is not null && (!Version.TryParse(options.QemuVersion, out version!) || version.Build < 0 || version.Revision >= 0))
        {
            throw new ArgumentException($"'{options.QemuVersion}' is no version of QEMU: three numbers are expected, such as 7.2.22.", nameof(options));
        }

        QmpVersion? recorded = Recorded.FirstOrDefault(known =>
            known.Major == version.Major && known.Minor == version.Minor && (version.Build < 0 || known.Micro == version.Build));
        return recorded ?? new QmpVersion(version.Major, version.Minor, Math.Max(0, version.Build), "");
    }

    public QemuJsonObject ToJson() => new QemuJsonObject()
        .Add("qemu", new QemuJsonObject()
            .Add("major", new QemuJsonNumber((long)Major))
            .Add("minor", new QemuJsonNumber((long)Minor))
            .Add("micro", new QemuJsonNumber((long)Micro)))
        .Add("package", Package);
}
