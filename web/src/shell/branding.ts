/** Branding of a call centre for its users: name and logo in the top bar, and one colour that replaces the default. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import type { Shades } from "../../../src/service/tenancy/branding/colour.shared.ts";
import { api } from "../data/client.ts";
import { read } from "../data/problem.ts";
import type { Session } from "../data/types.ts";
import { isHeldBack, isOnlyOperator } from "./places.ts";

/** The chosen branding; null = the default appearance. */
export interface Branding {
  readonly name: string | null;
  readonly colour: string | null;
  readonly logo: string | null;
  readonly version: number;
}

/** The branding of the signed-in user's call centre. */
export const brandingQuery = queryOptions({
  queryKey: ["branding"],
  queryFn: () => read<Branding>(api.GET("/api/service/branding")),
  staleTime: 60_000,
});

const SHADES = ["accent", "strong", "soft", "on"] as const satisfies readonly (keyof Shades)[];

/**
 * The design tokens of a colour for the light and the dark theme; `look/tokens.css` uses them in place of its
 * defaults. The colour arithmetic is loaded only for users whose call centre has set a colour.
 */
async function tokensOf(colour: string): Promise<readonly (readonly [name: string, value: string])[]> {
  const { paletteOf } = await import("../../../src/service/tenancy/branding/colour.shared.ts");
  const palette = paletteOf(colour);
  return (["light", "dark"] as const).flatMap((theme) =>
    SHADES.map((shade) => [`--own-${theme}-${shade}`, palette[theme][shade]] as const),
  );
}

/** The branding of the user's call centre, with its colour applied; undefined for users who also have another role in the system. */
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

/** Applies a colour in place of the default while the calling component is mounted. */
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

/** Whether the user works in a call centre; a content reader has only granted read access. */
const isWorking = ({ memberships }: Session): boolean => memberships.some(({ role }) => role !== "content-reader");
