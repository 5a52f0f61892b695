import { parentPort } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import { makeStrengthJudge } from "./password-strength.shared.ts";

const port = present(parentPort, "parent port");
const judge = makeStrengthJudge();

port.on("message", ({ id, password, own }: { id: number; password: string; own: readonly string[] }) => {
  port.postMessage({ id, strength: judge(password, own) });
});
