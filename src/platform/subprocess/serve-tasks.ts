import { present } from "../../kernel/index.ts";
import type { TaskAnswer } from "./subprocess.ts";

/** Responds to every task of this process with the result of `carryOut`, or with the error that it threw. */
export function serveTasks<Task, Value>(carryOut: (task: Task) => Promise<Value>): void {
  const send = present(process.send, "channel to the parent process").bind(process);
  const answerTo = async (task: Task): Promise<TaskAnswer<Value>> => {
    try {
      return { value: await carryOut(task) };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { failure: { name: failure.name, message: failure.message } };
    }
  };
  process.on("message", (task: Task) => {
    answerTo(task).then(
      (answer) => send(answer),
      (error: unknown) => {
        throw error;
      },
    );
  });
}
