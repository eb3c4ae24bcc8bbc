using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace CpuFacility.Testing;

/// <summary>Calls what an assembly exports with null where its types say that null is not allowed.</summary>
internal sealed class NullArguments
{
    private const BindingFlags DeclaredHere = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();
    private readonly List<object> _samples = [];

    /// <param name="seeds">Objects from which samples of the other types can be reached over public properties.</param>
    public NullArguments(params IEnumerable<object> seeds)
    {
        var waiting = new Queue<object>(seeds);
        var types = new HashSet<Type>();
        while (waiting.TryDequeue(out object? sample))
        {
            if (!types.Add(sample.GetType()))
            {
                continue;
            }

            _samples.Add(sample);
            foreach (object next in Reach(sample))
            {
                waiting.Enqueue(next);
            }
        }
    }

    /// <summary>All parameters of an exported type that may not be null, with what happens when they are: null if it is as it should be.</summary>
    public IEnumerable<(string Parameter, string? Complaint)> Check(Type type)
    {
        foreach (MethodBase method in type.GetMembers(DeclaredHere).OfType<MethodBase>().Where(IsOwn))
        {
            foreach (ParameterInfo parameter in method.GetParameters().Where(MayNotBeNull))
            {
                string name = $"{type.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(static other => other.ParameterType.Name))}): {parameter.Name}";
                yield return (name, Try(method, parameter));
            }
        }
    }

    /// <summary>Whether the project wrote it: not what a record or a property gets from the compiler.</summary>
    private static bool IsOwn(MethodBase method) =>
        !method.IsAbstract && !method.IsSpecialName | method.IsConstructor
        && !IsPlain(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.ContainsGenericParameters;

    /// <summary>A record's own constructor, whose parameters are named like properties, keeps what it is given without a look at it; an exception takes any message.</summary>
    private static bool IsPlain(MethodBase method) =>
        method.IsConstructor
        && (method.GetParameters() is [{ Name: [>= 'A' and <= 'Z', ..] }, ..] || method.DeclaringType!.IsAssignableTo(typeof(Exception)));

    private bool MayNotBeNull(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef && !parameter.IsOut
        && _nullability.Create(parameter).WriteState == NullabilityState.NotNull;

    private string? Try(MethodBase method, ParameterInfo nulled)
    {
        var arguments = new List<object?>();
        if (!method.IsStatic && !method.IsConstructor)
        {
            arguments.Add(SampleOf(method.DeclaringType!));
            if (arguments[0] is null)
            {
                return $"there is no sample of {method.DeclaringType}";
            }
        }

        foreach (ParameterInfo parameter in method.GetParameters())
        {
            arguments.Add(parameter == nulled || !MayNotBeNull(parameter) ? null : SampleOf(parameter.ParameterType));
            if (arguments[^1] is null && parameter != nulled && MayNotBeNull(parameter))
            {
                return $"there is no sample of {parameter.ParameterType}";
            }
        }

        try
        {
            // A task may end later, but not for what it was not given.
            return Caller(method)([.. arguments]) is Task task && task.Wait(TimeSpan.FromSeconds(1)) ? "the task ends well" : "nothing is thrown";
        }
        catch (ArgumentNullException exception) when (exception.ParamName == nulled.Name)
        {
            return null;
        }
        catch (AggregateException exception) when (exception.InnerException is ArgumentNullException inner && inner.ParamName == nulled.Name)
        {
            return null;
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    // An object that never saw its constructor will do: arguments are looked at before anything else.
    private object? SampleOf(Type type) =>
        _samples.Find(type.IsInstanceOfType)
        ?? (type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? Array.CreateInstance(type.GenericTypeArguments[0], 0)
            : !type.IsByRefLike && !type.IsAbstract && type != typeof(string) ? RuntimeHelpers.GetUninitializedObject(type)
            : null);

    /// <summary>Reflection cannot pass spans: a method is made that calls with the default of each value, and with the given objects. It returns a task if there is one.</summary>
    private static Func<object?[], object?> Caller(MethodBase method)
    {
        var caller = new DynamicMethod("Call", typeof(object), [typeof(object?[])], typeof(NullArguments).Module, skipVisibility: true);
        ILGenerator il = caller.GetILGenerator();
        int position = 0;
        if (!method.IsStatic && !method.IsConstructor)
        {
            LoadObject(il, position++);
            il.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType);
        }

        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Type type = parameter.ParameterType;
            Type element = type.IsByRef ? type.GetElementType()! : type;
            if (!type.IsByRef && !type.IsValueType)
            {
                LoadObject(il, position);
                il.Emit(OpCodes.Castclass, type);
            }
            else
            {
                LocalBuilder local = il.DeclareLocal(element);
                il.Emit(OpCodes.Ldloca, local);
                il.Emit(OpCodes.Initobj, element);
                il.Emit(type.IsByRef ? OpCodes.Ldloca : OpCodes.Ldloc, local);
            }

            position++;
        }

        if (method is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Newobj, constructor);
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ldnull);
        }
        else
        {
            Type returned = ((MethodInfo)method).ReturnType;
            il.Emit(method.IsStatic ? OpCodes.Call : OpCodes.Callvirt, (MethodInfo)method);
            if (!returned.IsAssignableTo(typeof(Task)))
            {
                il.Emit(returned == typeof(void) ? OpCodes.Nop : OpCodes.Pop);
                il.Emit(OpCodes.Ldnull);
            }
        }

        il.Emit(OpCodes.Ret);
        return caller.CreateDelegate<Func<object?[], object?>>();
    }

    private static void LoadObject(ILGenerator il, int position)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, position);
        il.Emit(OpCodes.Ldelem_Ref);
    }

    private static IEnumerable<object> Reach(object sample)
    {
        if (sample is not string && sample is IEnumerable items)
        {
            foreach (object? item in items)
            {
                if (item is not null)
                {
                    yield return item;
                    break;
                }
            }
        }

        foreach (PropertyInfo property in sample.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRef || property.PropertyType.IsByRefLike
                || property.DeclaringType!.Namespace?.StartsWith(nameof(CpuFacility), StringComparison.Ordinal) != true)
            {
                continue;
            }

            object? value = property.GetValue(sample);
            if (value is not null && !(value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                && (bool)type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(value)!))
            {
                yield return value;
            }
        }
    }
}
