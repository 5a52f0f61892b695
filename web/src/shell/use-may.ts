/** Permissions of the signed-in user; a screen hides actions that the server would refuse. */
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../data/queries.ts";
import { may } from "./places.ts";

/** Whether the signed-in user has this permission; permission names are the server's. */
export function useMay(permission: string): boolean {
  const { data: session } = useQuery(sessionQuery);
  return may(session, permission);
}
