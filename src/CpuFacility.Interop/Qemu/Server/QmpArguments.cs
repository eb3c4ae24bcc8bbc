namespace CpuFacility.Qemu;

/// <summary>
/// Takes a command's arguments one by one, as QEMU's input visitor does and with its words. The first mistake counts: after it everything
/// reads as missing, and <see cref="Failure"/> says what it was.
/// </summary>
internal sealed class QmpArguments
{
    private readonly QemuJsonObject _members;
    private readonly string _prefix;
    private readonly List<string> _taken = [];
    private readonly QmpArguments _root;
    private QmpFailure? _failure;

    public QmpArguments(QemuJsonObject members)
        : this(members, "", null)
    {
    }

    private QmpArguments(QemuJsonObject members, string prefix, QmpArguments? root)
    {
        _members = members;
        _prefix = prefix;
        _root = root ?? this;
    }

    /// <summary>The first mistake, in this object or one within it.</summary>
    public QmpFailure? Failure => _root._failure;

    /// <summary>A string that must be there.</summary>
    public string TakeString(string name) => Take(name, isRequired: true) switch
    {
        QemuJsonString text => text.Value,
        { } => WrongType(name, "string"),
        null => "",
    };

    /// <summary>A word of a list that must be there.</summary>
    public string TakeWord(string name, params ReadOnlySpan<string> words)
    {
        string word = TakeString(name);
        if (Failure is null && !words.Contains(word))
        {
            Fail($"Parameter '{name}' does not accept value '{word}'");
        }

        return word;
    }

    /// <summary>A boolean that may be missing.</summary>
    public bool? TakeBoolean(string name)
    {
        switch (Take(name, isRequired: false))
        {
            case QemuJsonBoolean boolean:
                return boolean.Value;
            case { }:
                WrongType(name, "boolean");
                return null;
            default:
                return null;
        }
    }

    /// <summary>A list of words that may be missing.</summary>
    public IReadOnlyList<string>? TakeWords(string name, params ReadOnlySpan<string> words)
    {
        if (Take(name, isRequired: false) is not { } value)
        {
            return null;
        }

        if (value is not QemuJsonList list)
        {
            WrongType(name, "array");
            return null;
        }

        var result = new List<string>();
        foreach (QemuJson item in list.Items)
        {
            if (item is not QemuJsonString text)
            {
                WrongType($"{name}[{result.Count}]", "string");
                return null;
            }

            if (!words.Contains(text.Value))
            {
                // An element has no name of its own, and QEMU says so.
                Fail($"Parameter 'null' does not accept value '{text.Value}'");
                return null;
            }

            result.Add(text.Value);
        }

        return result;
    }

    /// <summary>A model; null if it may be missing and is.</summary>
    public QmpModelInfo? TakeModel(string name, bool isRequired = true)
    {
        QemuJson? value = Take(name, isRequired);
        if (value is null)
        {
            return null;
        }

        if (value is not QemuJsonObject members)
        {
            WrongType(name, "object");
            return null;
        }

        var arguments = new QmpArguments(members, $"{_prefix}{name}.", _root);
        string model = arguments.TakeString("name");
        QemuJson? properties = arguments.Take("props", isRequired: false);
        arguments.End();
        return new QmpModelInfo(model, properties);
    }

    /// <summary>Ends the object: what was not taken is a mistake.</summary>
    /// <returns>Whether there was none.</returns>
    public bool End()
    {
        if (Failure is null && _taken.Count < _members.Members.Count)
        {
            IEnumerable<string> names = QemuDictionaryOrder.Sort(_members.Members).Select(static member => member.Key);
            Fail($"Parameter '{_prefix}{GlibTableOrder.Sort([.. names], _taken).First()}' is unexpected");
        }

        return Failure is null;
    }

    private QemuJson? Take(string name, bool isRequired)
    {
        if (Failure is not null)
        {
            return null;
        }

        if (_members.TryGet(name, out QemuJson? value))
        {
            _taken.Add(name);
        }
        else if (isRequired)
        {
            Fail($"Parameter '{_prefix}{name}' is missing");
        }

        return value;
    }

    private string WrongType(string name, string expected)
    {
        Fail($"Invalid parameter type for '{_prefix}{name}', expected: {expected}");
        return "";
    }

    private void Fail(string description) => _root._failure ??= QmpFailure.Generic(description);
}

/// <summary>QAPI's <c>CpuModelInfo</c> as it was sent.</summary>
internal sealed record QmpModelInfo(string Name, QemuJson? Properties);
