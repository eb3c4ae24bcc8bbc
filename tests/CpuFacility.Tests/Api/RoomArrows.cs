using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CpuFacility.Tests.Api;

/// <summary>Finds arrows between rooms that may not be, by binding every name and every expression of the sources.</summary>
internal static class RoomArrows
{
    /// <summary>
    /// One line for each wrong arrow: <c>file:line: from -> to: symbol</c>. Paths of syntax trees count from <c>src</c>.
    /// A file in no room, a type in two rooms and code that does not compile are reported too: all would hide arrows.
    /// </summary>
    public static IReadOnlyList<string> Find(Compilation compilation)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Diagnostic error in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && !IsOfJsonContext(d) && !IsOfNativeCall(d)))
        {
            found.Add($"does not compile: {error}");
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(IsOfRooms))
        {
            if (Rooms.Of(tree.FilePath) is not { } from)
            {
                found.Add($"{tree.FilePath}: is in no room");
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                foreach (INamedTypeSymbol type in TypesBehind(model, node))
                {
                    foreach (string to in RoomsOf(type).Where(to => !Rooms.MayUse(from, to)))
                    {
                        found.Add($"{At(node)}: {from} -> {to}: {type.Name}");
                    }
                }

                if (node is BaseTypeDeclarationSyntax && model.GetDeclaredSymbol(node) is INamedTypeSymbol declared
                    && RoomsOf(declared).ToArray() is { Length: > 1 } rooms)
                {
                    found.Add($"{At(node)}: {declared.Name} is in {string.Join(" and ", rooms.Order(StringComparer.Ordinal))}");
                }
            }
        }

        return [.. found];
    }

    /// <summary>Where a node stands, counted from 1.</summary>
    public static string At(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The types that a node names, calls into, or has as the type of its value.</summary>
    public static IEnumerable<INamedTypeSymbol> TypesBehind(SemanticModel model, SyntaxNode node)
    {
        // Literals are most of the generated tables, and their types are never in a room.
        if (node is LiteralExpressionSyntax or not (ExpressionSyntax or ConstructorInitializerSyntax or AttributeSyntax))
        {
            return [];
        }

        ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
        TypeInfo info = model.GetTypeInfo(node);
        IEnumerable<ITypeSymbol?> types =
        [
            symbol as ITypeSymbol ?? symbol?.ContainingType,
            info.Type,
            info.ConvertedType,
        ];
        return types.SelectMany(Named).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    /// <summary>The generator of native calls, which does not run here, writes the other half of these methods.</summary>
    private static bool IsOfNativeCall(Diagnostic error) =>
        error.Id == "CS8795" && error.Location.SourceTree is { } tree
        && tree.GetRoot().FindNode(error.Location.SourceSpan).ToString().Contains("[LibraryImport(", StringComparison.Ordinal);

    // CS0534, CS7036, CS0117: what the JSON source generator would write, which does not run here.
    private static bool IsOfJsonContext(Diagnostic error) =>
        error.Id is "CS0534" or "CS7036" or "CS0117" && error.GetMessage(CultureInfo.InvariantCulture) is var message
        && (message.Contains("JsonContext", StringComparison.Ordinal) || message.Contains("JsonSerializerContext", StringComparison.Ordinal));

    private static bool IsOfRooms(SyntaxTree tree) => tree.FilePath.StartsWith("CpuFacility", StringComparison.Ordinal);

    private static IEnumerable<string> RoomsOf(INamedTypeSymbol type) => type.OriginalDefinition.Locations
        .Where(location => location.IsInSource && IsOfRooms(location.SourceTree!))
        .Select(location => Rooms.Of(location.SourceTree!.FilePath))
        .OfType<string>()
        .Distinct();

    // The type itself, and those inside it: elements, arguments, targets of pointers.
    private static IEnumerable<INamedTypeSymbol> Named(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Named(array.ElementType),
        IPointerTypeSymbol pointer => Named(pointer.PointedAtType),
        INamedTypeSymbol named => [named, .. named.TypeArguments.SelectMany(Named)],
        _ => [],
    };
}
