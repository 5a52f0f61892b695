/** How a call centre looks to its own people: name and logo in the bar, and one colour in place of the program's. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import type { Shades } from "../../../src/service/tenancy/branding/colour.shared.ts";
import { api } from "../data/client.ts";
import { read } from "../data/problem.ts";
import type { Session } from "../data/types.ts";
import { isHeldBack, isOnlyOperator } from "./places.ts";

/** What was chosen; null = as the program looks. */
export interface Branding {
  readonly name: string | null;
  readonly colour: string | null;
  readonly logo: string | null;
  readonly version: number;
}

/** How the call centre of whoever is signed in looks. */
export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  queryFn: () => read<Branding>(api.GET("/api/service/branding")),
  staleTime: 60_000,
});

const SHADES = ["accent", "strong", "soft", "on"] as const satisfies readonly (keyof Shades)[];

/**
 * The design values that a colour stands for, by day and by night; `look/tokens.css` takes them in place of its own. The arithmetic
 * comes only to whoever has a colour: nobody else loads it.
 */
async function tokensOf(colour: string): Promise<readonly (readonly [name: string, value: string])[]> {
  const { paletteOf } = await import("../../../src/service/tenancy/branding/colour.shared.ts");
  const palette = paletteOf(colour);
  return (["light", "dark"] as const).flatMap((theme) =>
    SHADES.map((shade) => [`--own-${theme}-${shade}`, palette[theme][shade]] as const),
  );
}

/** The look of the person's call centre, its colour put on; nothing for whoever has another part in the system as well. */
export function useBranding(session: Session | undefined): Branding | undefined {
  const isOf =
    session !== undefined &&
    session.person !== null &&
    !isHeldBack(session) &&
    isOnlyOperator(session) &&
    isWorking(session);
  const { data } = useQuery({ ...brandingQuery, enabled: isOf });
  useColour(isOf ? (data?.colour ?? null) : null);
  return isOf ? data : undefined;
}

/** Puts a colour on in place of the program's, for as long as whoever asks for it is shown. */
export function useColour(colour: string | null): void {
  useLayoutEffect(() => {
    if (colour === null) return undefined;
    const { style } = document.documentElement;
    const takenOff = new AbortController();
    void tokensOf(colour).then((tokens) => {
      if (takenOff.signal.aborted) return;
      for (const [name, value] of tokens) style.setProperty(name, value);
      takenOff.signal.addEventListener("abort", () => {
        for (const [name] of tokens) style.removeProperty(name);
      });
    });
    return () => takenOff.abort();
  }, [colour]);
}

/** Whether he works in a call centre; who looks at one by a grant does not. */
const isWorking = ({ memberships }: Session): boolean => memberships.some(({ role }) => role !== "content-reader");
