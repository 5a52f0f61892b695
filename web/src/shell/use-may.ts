/** What the person at the screen may do; a screen leaves out the acts that the server would refuse. */
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../data/queries.ts";
import { may } from "./places.ts";

/** Whether the person who is signed in may do this; named as the server names it. */
export function useMay(permission: string): boolean {
  const { data: session } = useQuery(sessionQuery);
  return may(session, permission);
}
