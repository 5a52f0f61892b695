/** A listening simulator. */
interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Runs a simulator as a process: prints `{"ready":true,"port":N}`, ends on SIGTERM, SIGINT and when the process
 * that started it over IPC has ended. Refuses to run in production, and on an invalid port.
 */
export async function runSimulator(
  { name, portName }: { readonly name: string; readonly portName: string },
  start: (port: number) => Promise<Listening>,
): Promise<void> {
  const port = Number(process.env[portName] ?? "0");
  if (process.env.NODE_ENV === "production") fail(`${name} does not run in production`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`${portName}: not a port`);
  const simulator = await start(port).catch((reason: unknown) =>
    fail(`cannot listen on port ${port} (${portName}): ${String(reason)}`),
  );
  const end = (): void => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("disconnect", end);
  process.stdout.write(`${JSON.stringify({ ready: true, port: simulator.port })}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
