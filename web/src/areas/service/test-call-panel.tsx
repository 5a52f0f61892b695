/** Rings the phones of a number as a test, and shows the progress. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import type { ServiceHome, TestCall } from "./service-data.ts";

const POLL_MS = 700;
const OVER: readonly TestCall["state"][] = ["ended", "refused"];

/** The test call, polled until it has ended. */
function useTestCall(id: string | null): TestCall | undefined {
  const { data } = useQuery({
    queryKey: ["service", "test-call", id],
    queryFn: () => read<TestCall>(api.GET("/api/service/test-calls/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && OVER.includes(state.data.state) ? false : POLL_MS),
  });
  return data;
}

function Progress({ call }: { readonly call: TestCall }): ReactNode {
  const t = useTranslations("web.service.test");
  if (call.state === "refused") return <Notice tone="bad" title={call.refusal ?? t("failed")} />;
  if (call.state === "ended" && !call.isAnswered) return <Notice tone="bad" title={t("unanswered")} />;
  if (call.state === "ended") return <Notice tone="good" title={t("passed")} />;
  return <Notice tone="info" title={t(call.state)} />;
}

/** The panel; `numbers` are those whose phones can be rung. */
export function TestCallPanel({ numbers }: { readonly numbers: ServiceHome["numbers"] }): ReactNode {
  const t = useTranslations("web.service.test");
  const [chosen, setChosen] = useState("");
  const code = numbers.some((one) => one.code === chosen) ? chosen : (numbers[0]?.code ?? "");
  const [id, setId] = useState<string | null>(null);
  const call = useTestCall(id);
  const ordering = useMutation({
    mutationFn: () =>
      read<TestCall>(
        api.POST("/api/service/numbers/{code}/test-calls", {
          params: { path: { code } },
          body: { idempotencyKey: crypto.randomUUID() },
        }),
      ),
    onSuccess: (ordered) => setId(ordered.id),
  });
  const isRunning = ordering.isPending || (id !== null && (call === undefined || !OVER.includes(call.state)));
  return (
    <div className="grid justify-items-start gap-3">
      <p className="max-w-[70ch] text-small text-soft">{t("text")}</p>
      <div className="flex flex-wrap items-end gap-2">
        {numbers.length > 1 ? (
          <label className="grid gap-1 text-small">
            <span>{t("number")}</span>
            <select className="input input-small" value={code} onChange={(event) => setChosen(event.target.value)}>
              {numbers.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.code}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <BusyButton type="button" className="button" isBusy={isRunning} onClick={() => ordering.mutate()}>
          {t("ring", { code })}
        </BusyButton>
      </div>
      {ordering.error === null ? null : <FailureNotice error={ordering.error} />}
      <div role="status" className="w-full max-w-[560px]">
        {call === undefined || ordering.isPending ? null : <Progress call={call} />}
      </div>
    </div>
  );
}
