namespace CpuFacility.Tool;

/// <summary>Reads what stands for a model on the command line: <c>[arch:]name[,facility=on|off...]</c>, <c>@FILE</c> or <c>@-</c>.</summary>
internal sealed class ModelArgument(Terminal terminal, ReleaseView view)
{
    private bool _inputIsRead;

    public CpuModel Read(string text)
    {
        if (text.StartsWith('@'))
        {
            // Standard input can be read once: a second '@-' would see nothing.
            if (text == "@-" && _inputIsRead)
            {
                throw new UsageException("Standard input can stand for one model only.");
            }

            _inputIsRead |= text == "@-";
            return ModelFile.Read(text[1..], view.Registry(null), terminal);
        }

        int comma = text.IndexOf(',');
        int colon = (comma < 0 ? text : text[..comma]).IndexOf(':');
        CpuModelRegistry registry = view.Registry(colon < 0 ? null : text[..colon]);
        string expression = text[(colon + 1)..];
        return registry.TryParse(expression, out CpuModel? model, out FacilityFormatError error)
            ? model
            : throw new UsageException(Describe(text, error with { Position = error.Position + colon + 1 }));
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
