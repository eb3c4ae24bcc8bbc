using System.Globalization;
using System.Text;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>One of virsh's commands over many files, beside ours.</summary>
internal sealed class LibvirtSideBySide(string command) : IDisposable
{
    private const string Incompatible = " is incompatible with ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpufacility-libvirt-");
    private readonly List<(string File, string[] Options)> _runs = [];
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    public string Folder => _folder.FullName;

    /// <summary>How often both answered with success.</summary>
    public int Succeeded { get; private set; }

    public void Add(string text, string[] options)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"{_runs.Count}.xml");
        File.WriteAllText(Path.Combine(Folder, file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _runs.Add((file, options));
    }

    /// <summary>Runs all and fails with the first differences.</summary>
    /// <param name="virsh">The real one.</param>
    /// <param name="ours">Options that only ours has: the host that virsh gets from its daemon.</param>
    /// <param name="theirs">Options that virsh needs to ask for that host.</param>
    public void Run(Virsh virsh, string[] ours, params string[] theirs)
    {
        IReadOnlyList<Virsh.Reply> replies = virsh.Run([.. _runs.Select(run => string.Join(' ', [command, run.File, .. run.Options, .. theirs]))]);
        var differences = new StringBuilder();
        int count = 0;
        for (int i = 0; i < _runs.Count; i++)
        {
            (string file, string[] options) = _runs[i];
            Virsh.Reply reply = replies[i];
            ToolRun own = RunOurs([command, file, .. options, .. ours]);
            int code = reply.Errors.Length > 0 || reply.Output.Contains(Incompatible, StringComparison.Ordinal) ? 1 : 0;
            Succeeded += 1 - code;
            string kind = code == 0 ? "answered" : reply.Errors.Length == 0 ? "incompatible" : KindOf(reply.Errors);
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
            if ((own.ExitCode, own.Output, Comparable(own.Error)) != (code, reply.Output, Comparable(reply.Errors)) && ++count <= 10)
            {
                differences.Append(CultureInfo.InvariantCulture, $"\n== {string.Join(' ', options)}\n{File.ReadAllText(Path.Combine(Folder, file))}");
                differences.Append(CultureInfo.InvariantCulture, $"\n-- virsh: {code}\n{reply.Output}{reply.Errors}-- ours: {own.ExitCode}\n{own.Output}{own.Error}");
            }
        }

        Assert.True(count == 0, $"{count} of {_runs.Count} differ.{differences}");
    }

    /// <summary>Our command, in the folder of the files as far as messages show it.</summary>
    public ToolRun RunOurs(string[] arguments)
    {
        string[] inFolder = [.. arguments.Select(argument => argument.EndsWith(".xml", StringComparison.Ordinal) || argument == "." ? Path.Combine(Folder, argument) : argument)];
        ToolRun run = ToolRun.Of(["libvirt", .. inFolder, "--edition", "libvirt-9.0"]);
        return run with
        {
            Output = run.Output.Replace(Folder + "/", "", StringComparison.Ordinal),
            Error = run.Error.Replace(Folder + "/", "", StringComparison.Ordinal),
        };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{command}: {_runs.Count} files\n")
        + string.Concat(_kinds.Select(static kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value,6}  {kind.Key}\n")));

    /// <summary>
    /// What is no XML, or not valid, is so for both; where and in which words is the XML library's affair, and stands behind these.
    /// </summary>
    private static string Comparable(string errors)
    {
        const string invalid = "failed to validate against schema: ";
        int file = errors.IndexOf(".xml:", StringComparison.Ordinal);
        int schema = errors.IndexOf(invalid, StringComparison.Ordinal);
        return errors.StartsWith("error: ", StringComparison.Ordinal) && file is > 0 and < 20 ? "error: no XML"
            : schema > 0 ? errors[..(schema + invalid.Length)]
            : errors;
    }

    /// <summary>The words of libvirt's error code.</summary>
    private static string KindOf(string errors)
    {
        string line = Comparable(errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]["error: ".Length..];
        int end = line.IndexOf(": ", StringComparison.Ordinal);
        return end > 0 ? line[..end] : line.Split('\'')[0];
    }
}
