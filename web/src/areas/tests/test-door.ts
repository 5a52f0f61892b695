/** The calls that the screens of operational tests make; answers are read as the wire of the room describes them. */
import { api } from "../../data/client.ts";
import { type Answer, read, type Widened } from "../../data/problem.ts";

interface Carried {
  readonly params?: {
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | number | undefined>>;
  };
  readonly body?: unknown;
}

type Call = (path: string, carried?: Carried) => Promise<Answer<unknown>>;

const door = api as unknown as Readonly<Record<"GET" | "POST", Call>>;

/** Reads something. */
export const getTest = <T>(path: string, params: Carried["params"] = {}): Promise<T> =>
  read<T>(door.GET(path, { params }) as Promise<Answer<Widened<T>>>);

/** Sends something. */
export const postTest = <T>(path: string, carried: Carried): Promise<T> =>
  read<T>(door.POST(path, carried) as Promise<Answer<Widened<T>>>);
