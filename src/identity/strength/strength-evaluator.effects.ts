import { Worker } from "node:worker_threads";
import type { PasswordStrength } from "./password-strength.shared.ts";

/** Evaluates passwords off the event loop, since one takes up to a fifth of a second. The caller closes it. */
export interface StrengthEvaluator {
  judge(password: string, own: readonly string[]): Promise<PasswordStrength>;
  /** Ends the worker; idempotent. */
  close(): Promise<void>;
}

const WAITING_MAX = 100;
const ANSWER_MS_MAX = 15_000;
const IDLE_MS = 120_000;
const PROGRAM = new URL("./strength-worker.effects.ts", import.meta.url);

interface Waiting {
  readonly resolve: (strength: PasswordStrength) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Opens the evaluator; its worker starts with the first password and ends after an idle time. */
export function openStrengthEvaluator(): StrengthEvaluator {
  return new WorkerStrengthEvaluator();
}

class WorkerStrengthEvaluator implements StrengthEvaluator {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();

  judge(password: string, own: readonly string[]): Promise<PasswordStrength> {
    // The response is "try again shortly".
    if (this.waiting.size >= WAITING_MAX) return Promise.reject(busy("too many passwords to judge at once"));
    this.worker ??= this.start();
    clearTimeout(this.idle);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(busy("judging a password took too long")), ANSWER_MS_MAX);
      this.waiting.set(id, { resolve, reject, timer });
      this.worker?.postMessage({ id, password, own });
    });
  }

  async close(): Promise<void> {
    this.fail(busy("the desk is closed"));
    await this.stop();
  }

  private start(): Worker {
    const worker = new Worker(PROGRAM);
    worker.unref();
    worker.on("message", ({ id, strength }: { id: number; strength: PasswordStrength }) => this.answer(id, strength));
    worker.on("error", (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    return worker;
  }

  private answer(id: number, strength: PasswordStrength): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    clearTimeout(waiting?.timer);
    waiting?.resolve(strength);
    if (this.waiting.size > 0) return;
    this.idle = setTimeout(() => void this.stop(), IDLE_MS);
    this.idle.unref();
  }

  private fail(error: Error): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { timer, reject } of waiting) {
      clearTimeout(timer);
      reject(error);
    }
    this.stop().catch(() => undefined);
  }

  private async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.idle);
    await worker?.terminate();
  }
}

function busy(message: string): Error {
  return Object.assign(new Error(message), { code: "EAGAIN" });
}
