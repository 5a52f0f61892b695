/** The "Ring me" button of a demonstration: a simulated caller rings the user, who answers in this page. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import type { AgentDesktop, DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { takeRingRequest } from "../start/ring-request.ts";
import { modeOf } from "./agent-desktop-view.ts";
import type { Line } from "./phone/phone-state.ts";
import type { SoftphoneController } from "./phone/softphone-controller.ts";
import type { DesktopMutation } from "./use-agent-desktop.ts";

const BUSY = "demonstration-ring-busy";

interface RingMeProps {
  readonly desk: AgentDesktop;
  readonly now: DesktopState;
  readonly seat: SoftphoneController;
  readonly line: Line;
  readonly acting: DesktopMutation;
  /** Called when the agent switches to answering in this page. */
  readonly onAnswerHere: () => void;
}

/** The button; renders nothing outside a demonstration. */
export function RingMe(props: RingMeProps): ReactNode {
  const { data: session } = useSuspenseQuery(sessionQuery);
  return session.installation.hasStartPage ? <RingMeCard {...props} /> : null;
}

function RingMeCard({ desk, now, seat, line, acting, onAnswerHere }: RingMeProps): ReactNode {
  const t = useTranslations("web.start.ring");
  const mode = modeOf(now);
  const isOnCall = mode === "ringing" || mode === "talking";
  const phoneId = now.standing?.phoneId ?? desk.agent.homePhoneId;
  const ring = useMutation({
    mutationFn: async (): Promise<"waiting" | "no-phone"> => {
      const isHere = line.is === "ready" && seat.phoneId === phoneId;
      if (phoneId === null || !(isHere || (await seat.sitDown(phoneId)) === "ready")) return "no-phone";
      onAnswerHere();
      // A simulated caller who is already waiting is sufficient.
      await read(api.POST("/api/demonstration/ring")).catch((error: unknown) => {
        if (problemOf(error).code !== BUSY) throw error;
      });
      if (mode === "away") await acting.mutateAsync({ act: "log-in", phoneId });
      else if (mode !== "ready") await acting.mutateAsync({ act: "ready" });
      return "waiting";
    },
  });
  const begin = useEffectEvent(() => {
    if (takeRingRequest() && !isOnCall) ring.mutate();
  });
  useEffect(() => begin(), []);
  return (
    <section className="card mb-4 grid gap-3 p-4" aria-labelledby="ring-me">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-1">
          <h2 id="ring-me">{t("title")}</h2>
          <p className="max-w-[70ch] text-soft" role="status">
            {t(ring.data === "waiting" && mode === "ready" ? "waiting" : "text")}
          </p>
        </div>
        {/* It stays in its place during a call, so that nothing moves when the phone rings. */}
        <BusyButton
          type="button"
          className="button"
          disabled={isOnCall}
          isBusy={ring.isPending}
          onClick={() => ring.mutate()}
        >
          <Icon name="phone" />
          {t("button")}
        </BusyButton>
      </div>
      {ring.data === "no-phone" && !isOnCall ? <Notice tone="bad" urgent title={t("noPhone")} /> : null}
      {ring.error === null || isOnCall ? null : <FailureNotice error={ring.error} />}
    </section>
  );
}
