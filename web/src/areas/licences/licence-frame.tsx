/** Common frame of the screens of a licence application: loads it, subscribes to changes, and shows failures. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemOf } from "../../data/problem.ts";
import { LostConnection } from "../../parts/freshness.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { licenceQuery, useLicenceLive } from "./licence-data.ts";
import type { Licence } from "./licence-types.ts";

/** Renders the screen once the case is loaded. */
export function LicenceFrame({
  id,
  notLive,
  children,
}: {
  readonly id: string;
  readonly notLive: string;
  readonly children: (licence: Licence) => ReactNode;
}): ReactNode {
  const { data, error, refetch } = useQuery(licenceQuery(id));
  const liveness = useLicenceLive(id);
  if (error !== null && data === undefined) {
    return [400, 404].includes(problemOf(error).status) ? (
      <NotFoundScreen />
    ) : (
      <FailureNotice error={error} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <Loading lines={8} />;
  return (
    <>
      <LostConnection liveness={liveness} />
      {children(data)}
      <span className="sr-only" role="status">
        {liveness.state === "lost" ? notLive : ""}
      </span>
    </>
  );
}
