namespace CpuFacility.Tool;

/// <summary>
/// Reads what stands for a model, a running guest or a host on the command line: <c>[arch:]name[~tag][,facility=on|off...]</c>, an ISA string of
/// RISC-V in place of the name, <c>@FILE</c> or <c>@-</c>.
/// </summary>
internal sealed class ModelArgument(Terminal terminal, ReleaseView view)
{
    private bool _inputIsRead;
    private bool _namesAreNoted;

    /// <summary>Whether a machine was read that is known in part only.</summary>
    public bool TookUnknownAsMissing { get; private set; }

    /// <summary>Whether what a user must know of a file is told here; a verb that tells it itself says no.</summary>
    public bool WritesNotes { get; init; } = true;

    /// <summary>
    /// A model. Of a machine that is known in part, what is not known counts as missing, and that is said; where every definition rests on what
    /// is not known, such a machine is no model.
    /// </summary>
    public CpuModel Read(string text)
    {
        if (!IsFile(text))
        {
            return ReadIsaString(text) ?? ReadExpression<CpuModel>(text, static (registry, expression, out model, out error) => registry.TryParse(expression, out model, out error));
        }

        HostDescription description = ReadFile(text);
        if (description.Model is CpuModel model)
        {
            return model;
        }

        // What the edition has no name for is in no model of it.
        HostCapability host = description.Host;
        FacilitySet unreported = host.Unreported.Intersect(host.Registry.Vocabulary.Known);
        if (unreported.IsEmpty)
        {
            return host.Offer;
        }

        if (host.Registry.Definitions.Any(definition => definition.Base.Overlaps(unreported)))
        {
            throw new UnknownException(
                $"{host.Source} does not say of {unreported.Count} facilities whether the machine has them: check, negotiate, tag and host take that into account, this command does not.");
        }

        TookUnknownAsMissing = true;
        terminal.Error.WriteLine($"Note: {host.Source} does not say of {Count(unreported)} whether the machine has them: here they count as missing.");
        return host.Offer;
    }

    /// <summary>A guest with the tag of what is done in software for it, if it has one.</summary>
    public TaggedModel ReadGuest(string text) => IsFile(text)
        ? Untagged(Read(text))
        : ReadIsaString(text) is CpuModel isa ? Untagged(isa)
        : ReadExpression<TaggedModel>(text, static (registry, expression, out model, out error) => registry.TryParseTagged(expression, out model, out error));

    /// <summary>A host; an expression describes what its hardware does.</summary>
    public HostCapability ReadHost(string text) => ReadDescription(text).Host;

    /// <summary>A host with what its description has beyond that.</summary>
    public HostDescription ReadDescription(string text) => IsFile(text) ? ReadFile(text) : new HostDescription(new HostCapability(Read(text)));

    private static string Count(in FacilitySet facilities) => $"{facilities.Count} {(facilities.Count == 1 ? "facility" : "facilities")}";

    private delegate bool Parser<T>(CpuModelRegistry registry, ReadOnlySpan<char> expression, out T? result, out FacilityFormatError error);

    private static TaggedModel Untagged(CpuModel model) => new HostCapability(model).Tag(model);

    private static bool IsFile(string text) => text.StartsWith('@');

    private HostDescription ReadFile(string text)
    {
        // Standard input can be read once: a second '@-' would see nothing.
        if (text == "@-" && _inputIsRead)
        {
            throw new UsageException("Standard input can stand for one model only.");
        }

        _inputIsRead |= text == "@-";
        if (text[1..] == KvmHost.Device)
        {
            return KvmHost.Read(view);
        }

        HostDescription found = ModelFile.Read(text[1..], view, terminal);
        if (WritesNotes)
        {
            ModelFile.WriteNotes(found.Notes, terminal);
        }

        return found;
    }

    private CpuModel? ReadIsaString(string text)
    {
        CpuModel? model = RiscVIsaArgument.TryRead(view, text, out FacilityFormatError error);
        return error == default ? model : throw new UsageException(Describe(text, error));
    }

    private T ReadExpression<T>(string text, Parser<T> parse)
        where T : class
    {
        if (text.StartsWith('-'))
        {
            throw new UsageException($"'{Shortened.Text(text)}' is neither a model nor an option of this command: --help shows those.");
        }

        int comma = text.IndexOf(',');
        int colon = (comma < 0 ? text : text[..comma]).IndexOf(':');
        CpuModelRegistry registry = FindRegistry(colon < 0 ? null : text[..colon], text[(colon + 1)..]);
        bool isParsed = parse(registry, text.AsSpan(colon + 1), out T? result, out FacilityFormatError error);
        NoteNames(registry);
        return isParsed ? result! : throw new UsageException(Describe(text, error with { Position = error.Position + colon + 1 }));
    }

    /// <summary>The same name has other features in QEMU's table: that it is not the one which counts has to be said.</summary>
    private void NoteNames(CpuModelRegistry registry)
    {
        if (WritesNotes && view.TakesNamesOfDocuments && !_namesAreNoted && CpuModels.TryGet(registry.Architecture, out CpuModelRegistry? usual) && usual.Edition != registry.Edition)
        {
            _namesAreNoted = true;
            ModelFile.WriteNotes([$"names are those of {registry.Edition}, as in libvirt's document; --edition {usual.Edition} goes by QEMU's."], terminal);
        }
    }

    /// <summary>
    /// The first registry that knows the name of a model; if none does, the first that knows a name near to it, whose error is then of help.
    /// </summary>
    private CpuModelRegistry FindRegistry(string? prefix, string expression)
    {
        IReadOnlyList<CpuModelRegistry> registries = view.Registries(prefix);
        int end = expression.AsSpan().IndexOfAny(',', '~');
        string name = end < 0 ? expression : expression[..end];
        CpuModelRegistry? near = null;
        foreach (CpuModelRegistry registry in registries)
        {
            if (registry.TryParse(name, out _, out FacilityFormatError error))
            {
                return registry;
            }

            near ??= error.Reason.Contains('?', StringComparison.Ordinal) ? registry : null;
        }

        // An architecture whose tables do not reach back to that release may have the name: the release is what is wrong then.
        foreach (CpuModelRegistry known in CpuModels.All)
        {
            if (prefix is null && view.IsOpen && known.TryParse(name, out _, out _))
            {
                _ = view.Registries(Architectures.NameOf(known.Architecture));
            }
        }

        return near ?? registries[0];
    }

    /// <summary>The reason, and below the expression a caret at the bad part when the line is short enough to help.</summary>
    private static string Describe(string text, FacilityFormatError error)
    {
        const int window = 72;
        if (text.Length == 0 || text.Any(char.IsControl) || error.Position > text.Length)
        {
            return error.Reason;
        }

        int start = Math.Clamp(error.Position - (window / 2), 0, Math.Max(0, text.Length - window));
        string part = text.Substring(start, Math.Min(window, text.Length - start));
        return $"{error.Reason}\n  {part}\n  {new string(' ', error.Position - start)}^";
    }
}
