/** One route of a running server. */
export interface Route {
  readonly method: string;
  /** The pattern, for example `/api/files/:id`. */
  readonly path: string;
}

const LINE = /^(?<indent>[│ ]*)[├└]── (?<segment>\S+)(?: \((?<methods>[A-Z, ]+)\))?$/;
const INDENT = 4;

/** Reads every route from the router's own tree (`printRoutes({ commonPrefix: false })`), so that the list is complete. */
export function routesOf(tree: string): readonly Route[] {
  const above: string[] = [];
  return tree
    .split("\n")
    .filter((line) => line.trim() !== "")
    .flatMap((line) => {
      const parts = LINE.exec(line)?.groups;
      if (parts?.["segment"] === undefined) throw new Error(`the router's tree has an unknown line: ${line}`);
      const depth = (parts["indent"] ?? "").length / INDENT;
      above.length = depth;
      above.push(parts["segment"]);
      const path = above.join("");
      return (parts["methods"] ?? "").split(", ").flatMap((method) => (method === "" ? [] : [{ method, path }]));
    });
}
