// survivors.cs REPORT EXPLAINED: the mutants of a report of dotnet-stryker that no test sees, without those that the list explains; exit code 1 if there is one.
// The list has a row each of file, code, change and reason, apart by tabs: a mutant is explained by the first row whose file ends the mutant's path, whose code
// is in the mutant's first line, and whose change is in the mutator's name or in what it put there. A * stands for anything.
// survivors.cs --places REPORT: where those mutants are, a line for each file as dotnet-stryker's --mutate takes it, so that they alone are tried again.
using System.Text.Json;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: dotnet run --file survivors.cs -- REPORT EXPLAINED");
    return 2;
}

bool listsPlaces = args[0] == "--places";
if (args.Skip(listsPlaces ? 1 : 0).FirstOrDefault(static file => !File.Exists(file)) is string missing)
{
    Console.Error.WriteLine($"There is no file {missing}: a run of mutation.sh writes the report.");
    return 2;
}

if (listsPlaces)
{
    using JsonDocument last = JsonDocument.Parse(File.ReadAllBytes(args[1]));
    foreach (JsonProperty file in last.RootElement.GetProperty("files").EnumerateObject())
    {
        string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
        IEnumerable<string> places = file.Value.GetProperty("mutants").EnumerateArray().Where(Survived).Select(mutant =>
            $"{{{Offset(lines, mutant.GetProperty("location").GetProperty("start"))}..{Offset(lines, mutant.GetProperty("location").GetProperty("end"))}}}").Distinct();
        if (places.Any())
        {
            Console.WriteLine($"**/{file.Name[(file.Name.IndexOf("/src/", StringComparison.Ordinal) + 5)..]}{string.Concat(places)}");
        }
    }

    return 0;
}

string[][] explained =
    [.. File.ReadLines(args[1]).SkipWhile(static line => !line.StartsWith("file\t", StringComparison.Ordinal)).Skip(1).Where(static line => line.Length > 0).Select(static line => line.Split('\t'))];
if (explained.FirstOrDefault(static row => row.Length != 4 || row.Any(static cell => cell.Length == 0)) is string[] wrong)
{
    Console.Error.WriteLine($"A row has not four cells: {string.Join('|', wrong)}");
    return 2;
}

using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(args[0]));
int found = 0, left = 0;
foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject())
{
    string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
    foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
    {
        if (!Survived(mutant))
        {
            continue;
        }

        found++;
        int line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
        string code = lines[line - 1].Trim();
        string change = mutant.GetProperty("mutatorName").GetString() + ": " + mutant.GetProperty("replacement").GetString();
        if (!explained.Any(row => Fits(row[0], file.Name.EndsWith) && Fits(row[1], code.Contains) && Fits(row[2], change.Contains)))
        {
            left++;
            Console.WriteLine($"{file.Name}:{line}: {code}\n    {change.ReplaceLineEndings(" ")}");
        }
    }
}

Console.WriteLine($"{found} survived, {left} of them without an explanation");
return left == 0 ? 0 : 1;

static bool Fits(string cell, Func<string, StringComparison, bool> test) => cell == "*" || test(cell, StringComparison.Ordinal);

static bool Survived(JsonElement mutant) => mutant.GetProperty("status").GetString() is "Survived" or "NoCoverage";

static int Offset(string[] lines, JsonElement place) =>
    lines.Take(place.GetProperty("line").GetInt32() - 1).Sum(static line => line.Length + 1) + place.GetProperty("column").GetInt32() - 1;
