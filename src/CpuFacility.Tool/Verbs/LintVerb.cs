using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Finds what is doubtful in a model: dependencies that are not met, and deprecated facilities.</summary>
internal static class LintVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbContext.Model("MODEL", "The model.");
        return context.Verb(
            "lint",
            "Find dependencies that are not met, and deprecated facilities.",
            ["cpufacility lint z14,vx=off", "cpufacility lint @guest.json --json"],
            [model],
            result => new Answer(context.Models(result).Read(result.GetRequiredValue(model))));
    }

    private sealed class Answer : IAnswer
    {
        private readonly CpuModel _model;
        private readonly ImmutableArray<FacilityDependency> _unmet;
        private readonly Deprecation[] _deprecated;

        public Answer(CpuModel model)
        {
            _model = model;
            _unmet = model.FindUnmetDependencies();
            _deprecated = [.. FindDeprecated(model)];
        }

        public ExitCode ExitCode =>
            _unmet.Length + _deprecated.Length > 0 ? ExitCode.No : _model.UnknownProperties.IsEmpty ? ExitCode.Yes : ExitCode.Unknown;

        public void WriteText(TextOutput output)
        {
            foreach (FacilityDependency dependency in _unmet)
            {
                string dependent = NameOf(dependency.Dependent);
                string required = NameOf(dependency.Required);
                output.WriteLine($"{dependent} needs {required}, which is off. To resolve: {dependent}=off or {required}=on.");
            }

            foreach ((Facility facility, Facility[] dependents) in _deprecated)
            {
                string name = NameOf(facility);
                output.WriteLine(dependents.Length == 0
                    ? $"{name} is deprecated. To resolve: {name}=off."
                    : $"{name} is deprecated, and on it depend: {string.Join(", ", dependents.Select(NameOf))}. To resolve: switch all of them off.");
            }

            foreach (CpuModelProperty property in _model.UnknownProperties)
            {
                output.WriteLine($"{property.Name} has no name in {_model.Registry.Edition}: nothing is known about it.");
            }

            if (ExitCode == ExitCode.Yes)
            {
                output.WriteLine($"{_model} is clean.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("model", _model);
            json.WriteStartArray("unmet");
            foreach (FacilityDependency dependency in _unmet)
            {
                json.WriteStartObject();
                json.WriteString("dependent", NameOf(dependency.Dependent));
                json.WriteString("required", NameOf(dependency.Required));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("deprecated");
            foreach ((Facility facility, Facility[] dependents) in _deprecated)
            {
                json.WriteStartObject();
                json.WriteString("facility", NameOf(facility));
                json.WriteStrings("dependents", dependents.Select(NameOf));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private static List<Deprecation> FindDeprecated(CpuModel model)
        {
            var found = new List<Deprecation>();
            FacilityCatalog catalog = model.Registry.Catalog;
            foreach (Facility facility in model.Registry.Vocabulary.Order.Sort(model.Facilities.Intersect(catalog.Deprecated)))
            {
                found.Add(new Deprecation(facility, [.. catalog.Dependencies
                    .Where(dependency => dependency.Required == facility && model.Has(dependency.Dependent))
                    .Select(static dependency => dependency.Dependent)]));
            }

            return found;
        }

        private string NameOf(Facility facility) => _model.Registry.Catalog.NameOf(facility);

        private sealed record Deprecation(Facility Facility, Facility[] Dependents);
    }
}
