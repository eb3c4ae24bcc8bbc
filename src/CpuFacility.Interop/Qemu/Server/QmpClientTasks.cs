using System.Collections.Concurrent;

namespace CpuFacility.Qemu;

/// <summary>The clients being served: each is forgotten when it is done.</summary>
internal sealed class QmpClientTasks
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public void Add(Task task)
    {
        _running.TryAdd(task, true);
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public Task WhenAllAsync() => Task.WhenAll(_running.Keys);
}
