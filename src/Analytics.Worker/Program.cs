using Analytics.Worker;

return await WorkerCommandLine.InvokeAsync(args);
