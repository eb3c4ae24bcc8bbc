namespace CpuFacility.Qemu;

/// <summary>
/// The models of a server: those of the registry and, if a host was given, <c>host</c> and <c>max</c> for what it offers.
/// </summary>
internal sealed class QmpHost
{
    private const string HostName = "host";
    private const string MaximumName = "max";

    /// <summary>The release from which on errors name a property with the argument that it stands in (<c>model.props.vx</c>).</summary>
    private static readonly Version FullPathsSince = new(9, 0);

    private readonly CpuModel? _given;

    public QmpHost(QmpServerOptions options)
    {
        Registry = options.Registry;
        _given = options.Host;
        Target = Registry.Architecture switch
        {
            CpuArchitecture.X86 => "x86_64",
            CpuArchitecture.Power => "ppc64",
            CpuArchitecture.Arm => "aarch64",
            CpuArchitecture.RiscV => "riscv64",
            _ => "s390x",
        };
        Model = options.Host
            ?? (Registry.TryFind(MaximumName, out CpuModel? maximum) ? maximum
            : throw new ArgumentException($"{Registry.Edition} has no model 'max': a host must be given.", nameof(options)));
        Guest = options.Guest ?? Model;
        foreach (CpuModel model in (CpuModel[])[Model, Guest])
        {
            if (model.Architecture != Registry.Architecture)
            {
                throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}, not {Registry.Architecture}.", nameof(options));
            }
        }
    }

    public CpuModelRegistry Registry { get; }

    /// <summary>What QEMU calls the architecture.</summary>
    public string Target { get; }

    /// <summary>What the host offers.</summary>
    public CpuModel Model { get; }

    /// <summary>The model that the guest runs as.</summary>
    public CpuModel Guest { get; }

    /// <summary>Every name with what it stands for.</summary>
    public IEnumerable<(string Name, CpuModel Model)> Models
    {
        get
        {
            foreach (CpuModel named in Registry.NamedModels)
            {
                yield return (named.Name, Resolve(named.Name)!);
            }

            if (_given is not null && !Registry.TryFind(HostName, out _))
            {
                yield return (HostName, _given);
            }
        }
    }

    /// <summary>Whether a name means the same on every machine.</summary>
    public static bool IsMigrationSafe(string name) => name is not (HostName or MaximumName);

    public string TypeNameOf(string name) => $"{name}-{Target}-cpu";

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
            failure = QmpFailure.Generic($"The CPU definition '{info.Name}' is unknown.");
            return null;
        }

        if (info.Properties is null)
        {
            return start;
        }

        if (info.Properties is not QemuJsonObject properties)
        {
            failure = QmpFailure.Generic($"Invalid parameter type for '{argument}.props', expected: object");
            return null;
        }

        var builder = new CpuModelBuilder(start);
        string typeName = TypeNameOf(info.Name);
        string path = hasFullPaths ? $"{argument}.props." : "";
        foreach ((string name, QemuJson value) in QemuDictionaryOrder.Sort(properties.Members))
        {
            failure = Registry.Vocabulary.TryFind(name, out FacilityTerm term)
                ? Switch(builder, term, value, path, start.Definition)
                : QemuCpuProperties.Set(typeName, name, value, path);
            if (failure is not null)
            {
                return null;
            }
        }

        return builder.ToModel();
    }

    private static QmpFailure? Switch(CpuModelBuilder builder, FacilityTerm term, QemuJson value, string path, CpuModelDefinition definition)
    {
        if (value is not QemuJsonBoolean isOn)
        {
            return QmpFailure.Generic($"Invalid parameter type for '{path}{term.Name}', expected: boolean");
        }

        return builder.TrySet(term, isOn.Value, out _)
            ? null
            : QmpFailure.Generic(
                $"{(term.IsGroup ? "Group" : "Feature")} '{term.Name}' is not available for CPU model '{definition.Name}', it was introduced with later models.");
    }

    private CpuModel? Resolve(string name) =>
        _given is not null && name is HostName or MaximumName ? _given
        : Registry.TryFind(name, out CpuModel? model) ? model
        : null;
}
