namespace CpuFacility.Qemu;

/// <summary>
/// The models of a server: those of the registry and, if a host was given, <c>host</c> and <c>max</c> for what it offers.
/// </summary>
internal sealed class QmpHost
{
    /// <summary>The release from which on errors name a property with the argument that it stands in (<c>model.props.vx</c>).</summary>
    private static readonly Version FullPathsSince = new(9, 0);

    public QmpHost(QmpServerOptions options)
    {
        Target = QmpTarget.Of(options.Registry.Architecture);
        Registry = options.Host is null ? Target.WithoutHost(options.Registry) : options.Registry;
        Given = options.Host;
        Model = options.Host ?? (Registry.TryFind(QmpTarget.MaximumName, out CpuModel? maximum) ? maximum : null);
        Guest = options.Guest ?? Model;
        foreach (CpuModel? model in (CpuModel?[])[Model, Guest])
        {
            if (model is not null && model.Architecture != Registry.Architecture)
            {
                throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}, not {Registry.Architecture}.", nameof(options));
            }
        }
    }

    public CpuModelRegistry Registry { get; }

    /// <summary>What differs from one QEMU target to the next.</summary>
    public QmpTarget Target { get; }

    /// <summary>What the host offers, if that was given.</summary>
    public CpuModel? Given { get; }

    /// <summary>What the host offers; null if none was given and there is no model <c>max</c>.</summary>
    public CpuModel? Model { get; }

    /// <summary>The model that the guest runs as, or null if none is known.</summary>
    public CpuModel? Guest { get; }

    /// <summary>Whether a name means the same on every machine.</summary>
    public static bool IsMigrationSafe(string name) => name is not (QmpTarget.HostName or QmpTarget.MaximumName);

    /// <summary>Builds a model as it was sent.</summary>
    /// <param name="info">The model.</param>
    /// <param name="argument">The name of the argument, for errors.</param>
    /// <param name="failure">What is wrong, in QEMU's words.</param>
    /// <returns>The model, or null.</returns>
    public CpuModel? Create(QmpModelInfo info, string argument, out QmpFailure? failure)
    {
        bool hasFullPaths = Registry.Release >= FullPathsSince;
        failure = null;
        if (!hasFullPaths && info.Properties is not (null or QemuJsonObject))
        {
            // Older releases look at this before they look for the model.
            failure = QmpFailure.Generic("Invalid parameter type for 'props', expected: dict");
            return null;
        }

        if (Resolve(info.Name) is not CpuModel start)
        {
            failure = QmpFailure.Generic(Target.DescribeUnknownModel(Registry, info.Name));
            return null;
        }

        if (info.Properties is null)
        {
            return start;
        }

        if (info.Properties is not QemuJsonObject properties)
        {
            failure = QmpFailure.WrongType($"{argument}.props", "object");
            return null;
        }

        string path = hasFullPaths ? $"{argument}.props." : "";
        return Target.Build(new QmpModelRequest(start, Target.TypeNameOf(info.Name), properties, path), out failure);
    }

    /// <summary>Whether a name stands for the host that was given.</summary>
    public bool IsHost(string name) => Given is not null && (name == QmpTarget.HostName || (name == QmpTarget.MaximumName && Target.HasMaximum));

    /// <summary>The model that a name stands for here, or null.</summary>
    public CpuModel? Resolve(string name) =>
        IsHost(name) ? Given
        : Registry.TryFind(name, out CpuModel? model) ? model
        : Target.ListModels(this).FirstOrDefault(listed => listed.Name == name)?.Model;
}
