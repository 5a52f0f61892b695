/** The colleagues who are logged in, with their states. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { stateStyle } from "../queues/agent-state.tsx";
import { colleaguesQuery } from "./agent-desktop-data.ts";

const POLL_MS = 15_000;
/** Maximum number shown; further colleagues are found in the selection of a consultation target. */
const SHOWN_MAX = 12;

/** The colleagues who are logged in, available ones first. */
export function Team(): ReactNode {
  const t = useTranslations("web.agentDesk.team");
  const states = useTranslations("web.queues");
  const { data } = useQuery({ ...colleaguesQuery, refetchInterval: POLL_MS });
  const all = data?.items ?? [];
  return (
    <section className="card p-5" aria-labelledby="desk-team">
      <h2 id="desk-team" className="text-lead">
        {t("title")}
      </h2>
      {data !== undefined && all.length === 0 ? <p className="mt-2 text-soft">{t("nobody")}</p> : null}
      <ul className="mt-2 grid gap-2">
        {all.slice(0, SHOWN_MAX).map(({ id, name, extension, state: said }) => {
          const { state, shape, tone } = stateStyle(said);
          return (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="[overflow-wrap:anywhere]">{t("member", { name, extension })}</span>
              <Badge shape={shape} tone={tone}>
                {states(`agentStates.${state}`)}
              </Badge>
            </li>
          );
        })}
      </ul>
      {all.length > SHOWN_MAX ? (
        <p className="mt-2 text-small text-soft">{t("more", { count: all.length - SHOWN_MAX })}</p>
      ) : null}
    </section>
  );
}
