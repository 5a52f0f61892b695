import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { ApiDescription } from "../src/service/cpaas/reference/index.ts";
import { operationsOf } from "../src/service/cpaas/reference/wire.ts";

/** A `fetch` that validates each response against an API description, and its results. */
export interface DescribedAnswers {
  readonly fetch: typeof fetch;
  /** A sentence for each response that the description does not cover. */
  readonly faults: readonly string[];
  /** The operations with a successful response. */
  readonly done: ReadonlySet<string>;
}

/** Validates responses by the description of their operation and status, with an independent validator (ajv). */
export function holdAnswers(description: ApiDescription): DescribedAnswers {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "api", ...description });
  const known = operationsOf(description).map(({ path, method, operation }) => ({
    method: method.toUpperCase(),
    operation,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  }));
  const [faults, done] = [[] as string[], new Set<string>()];
  const hold = async (method: string, url: string, answer: Response) => {
    const { pathname } = new URL(url);
    // A literal path takes precedence over one with a parameter.
    const found = known.find((one) => one.method === method && one.pattern.test(pathname));
    if (found === undefined) return `${method} ${pathname} is not described`;
    const { operationId, responses } = found.operation;
    const where = `${operationId} ${answer.status}`;
    const told = responses[String(answer.status)];
    if (told === undefined) return `${where} is not described`;
    if (answer.ok) done.add(operationId);
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const media = told.content?.[type];
    if (told.content === undefined) return (await answer.text()) === "" ? undefined : `${where} has a body`;
    if (media === undefined) return `${where} is ${type}, not ${Object.keys(told.content).join()}`;
    if (!type.includes("json")) return undefined;
    const schema = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"api#/')) as object;
    const isFit = ajv.compile(schema);
    const body: unknown = await answer.json();
    return isFit(body) ? undefined : `${where}: ${ajv.errorsText(isFit.errors)} in ${JSON.stringify(body)}`;
  };
  return {
    faults,
    done,
    fetch: async (address, init) => {
      const answer = await fetch(address, init);
      const fault = await hold(init?.method ?? "GET", answer.url, answer.clone());
      if (fault !== undefined) faults.push(fault);
      return answer;
    },
  };
}
