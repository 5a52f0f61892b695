/** Writes an SMS to one or more recipients: form, review and result. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, serverNowMs } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { MessageForm } from "./message-form.tsx";
import { MessageReview } from "./message-review.tsx";
import { MessagesTaken } from "./messages-taken.tsx";
import {
  type Draft,
  formOf,
  type Leaving,
  leavingOf,
  NEW_DRAFT,
  type Writing,
  type WrittenTaken,
  writingQuery,
} from "./writing.ts";

/** The screen of `/layanan/pesan/baru`. */
export function WriteMessageScreen(): ReactNode {
  const t = useTranslations("web.smsWriting");
  const found = useQuery(writingQuery);
  const { data } = found;
  if (data === undefined || data.senders.length === 0)
    return (
      <Page title={t("title")} lead={t("lead")} above={<Back />}>
        <Awaiting query={found} lines={8} />
        {data === undefined ? null : <NoSender waiting={data.waitingSenders} />}
      </Page>
    );
  return <Stages writing={data} />;
}

function Back(): ReactNode {
  const t = useTranslations("web.smsWriting");
  return (
    <WayBack>
      <Link to="/layanan/pesan">{t("back")}</Link>
    </WayBack>
  );
}

function NoSender({ waiting }: { readonly waiting: number }): ReactNode {
  const t = useTranslations("web.smsWriting");
  const way = useMay("service.manage") ? (
    <Link to="/layanan/pengirim" className="button">
      {t("toSenders")}
    </Link>
  ) : undefined;
  return (
    <Empty title={t("noSenderTitle")} action={way}>
      {t("noSenderText", { count: waiting })}
    </Empty>
  );
}

const UNKNOWN = { said: "", key: "" };
const OUTAGE_FROM = 500;

/** An idempotency key that is unchanged while the form is unchanged and no response has arrived, so that a retry does not send messages twice. */
function useRequestKey() {
  const known = useRef(UNKNOWN);
  return {
    of: (form: object): string => {
      const said = JSON.stringify(form);
      if (known.current.said !== said) known.current = { said, key: crypto.randomUUID() };
      return known.current.key;
    },
    /** Discards the key after a response; the same form sent again is a new request. */
    answered: (error?: Error): void => {
      const status = error === undefined ? 202 : problemOf(error).status;
      if (status > 0 && status < OUTAGE_FROM) known.current = UNKNOWN;
    },
  };
}

interface Done {
  readonly taken: WrittenTaken;
  readonly leaving: Leaving;
  readonly draft: Draft;
}

function Stages({ writing }: { readonly writing: Writing }): ReactNode {
  const t = useTranslations("web.smsWriting");
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ ...NEW_DRAFT, from: writing.senders[0] ?? "" });
  const [stage, setStage] = useState<"form" | "review">("form");
  const [done, setDone] = useState<Done | null>(null);
  const requestKey = useRequestKey();
  const sending = useMutation({
    mutationFn: (sent: Draft) => {
      const form = formOf(sent, writing);
      const body = { ...form, requestKey: requestKey.of(form) };
      return read<WrittenTaken>(api.POST("/api/service/sms/messages", { body }));
    },
    onSuccess: async (taken, sent) => {
      requestKey.answered();
      setDone({ taken, draft: sent, leaving: leavingOf(sent, writing, serverNowMs()) });
      await cache.invalidateQueries({ queryKey: ["service", "short-messages"] });
    },
    // Field errors are shown in the form, so the screen returns to it.
    onError: (error) => {
      requestKey.answered(error);
      setStage(problemOf(error).fields.length > 0 ? "form" : "review");
    },
  });
  if (done !== null) {
    const again = (): void => {
      setDone(null);
      setStage("form");
      setDraft({ ...NEW_DRAFT, from: done.draft.from });
    };
    return (
      <Page key="done" title={t("done.title", { count: done.taken.accepted })} above={<Back />}>
        <MessagesTaken taken={done.taken} leaving={done.leaving} onAgain={again} />
      </Page>
    );
  }
  if (stage === "review")
    return (
      <Page key="review" title={t("review.title")} lead={t("review.lead")} above={<Back />}>
        <MessageReview
          draft={draft}
          writing={writing}
          leaving={leavingOf(draft, writing, serverNowMs())}
          isSending={sending.isPending}
          error={sending.error}
          onSend={() => sending.mutate(draft)}
          onChange={() => setStage("form")}
        />
      </Page>
    );
  const review = (): void => {
    sending.reset();
    setStage("review");
  };
  return (
    <Page key="form" title={t("title")} lead={t("lead")} above={<Back />}>
      <MessageForm draft={draft} writing={writing} error={sending.error} onChange={setDraft} onReview={review} />
    </Page>
  );
}
