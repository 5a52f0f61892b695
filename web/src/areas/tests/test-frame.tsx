/** Common frame of the screens of a test: loads it, subscribes to changes, and shows failures. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { LostConnection } from "../../parts/freshness.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { testQuery, useTestLive } from "./test-data.ts";
import type { Test } from "./test-types.ts";

/** Renders the screen once the test is loaded. */
export function TestFrame({
  id,
  children,
}: {
  readonly id: string;
  readonly children: (test: Test) => ReactNode;
}): ReactNode {
  const t = useTranslations("web.test");
  const { data, error, refetch } = useQuery(testQuery(id));
  const liveness = useTestLive(id);
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
        {liveness.state === "lost" ? t("notLive") : ""}
      </span>
    </>
  );
}
