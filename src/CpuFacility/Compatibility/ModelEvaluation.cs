using System.Collections;

namespace CpuFacility;

/// <summary>
/// Models with what each lacks on a host, in the order of the registry. Enumeration with <c>foreach</c> does not allocate. The default value
/// is empty. Immutable.
/// </summary>
public readonly struct ModelEvaluation : IEnumerable<ModelUsability>
{
    private readonly CpuModelRegistry? _registry;
    private readonly CpuModel _host;
    private readonly CpuModelKinds _kinds;
    private readonly bool _onlyRunnable;

    internal ModelEvaluation(CpuModelRegistry registry, CpuModel host, CpuModelKinds kinds, bool onlyRunnable)
    {
        _registry = registry;
        _host = host;
        _kinds = kinds;
        _onlyRunnable = onlyRunnable;
    }

    private int Count => _registry?.NamedModels.Length ?? 0;

    /// <summary>Starts an enumeration.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<ModelUsability> IEnumerable<ModelUsability>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks the models without allocating.</summary>
    public struct Enumerator : IEnumerator<ModelUsability>
    {
        private readonly ModelEvaluation _evaluation;
        private int _next;

        internal Enumerator(ModelEvaluation evaluation)
        {
            _evaluation = evaluation;
        }

        /// <summary>The current model on the host.</summary>
        public ModelUsability Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next model.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            while (_next < _evaluation.Count)
            {
                CpuModel model = _evaluation._registry!.NamedModels[_next++];
                if (((int)_evaluation._kinds & (1 << (int)model.Kind)) != 0)
                {
                    Current = new ModelUsability(model, _evaluation._host);
                    if (!_evaluation._onlyRunnable || Current.IsRunnable)
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        /// <summary>Starts again from the first model.</summary>
        public void Reset() => _next = 0;

        /// <summary>Does nothing: there is nothing to give back.</summary>
        public readonly void Dispose()
        {
        }
    }
}
