/** Dialogs of an instrument: record a calibration, or revoke its key. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { TextField } from "../../../parts/fields.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { type Instrument, useInstrumentAct } from "./instrument-data.ts";

interface InstrumentDialogProps {
  readonly instrument: Instrument;
  readonly onClose: () => void;
}

interface FrameProps {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly look: "button-main" | "button-danger";
  readonly acting: ReturnType<typeof useInstrumentAct>;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

function Frame({ title, text, act, look, acting, onSend, onClose, children }: FrameProps): ReactNode {
  const parts = useTranslations("web.parts");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="grid gap-4" onSubmit={send}>
        <p className="max-w-[70ch]">{text}</p>
        {children}
        {acting.error === null ? null : <FailureNotice error={acting.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className={`button ${look}`} isBusy={acting.isPending}>
            {act}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Records a further calibration. */
export function CalibrateDialog({ instrument, onClose }: InstrumentDialogProps): ReactNode {
  const t = useTranslations("web.instruments");
  const acting = useInstrumentAct();
  const [number, setNumber] = useState(instrument.calibrationNumber ?? "");
  const [validUntil, setUntil] = useState(instrument.calibratedUntil ?? "");
  return (
    <Frame
      title={t("calibrateTitle", { name: instrument.name })}
      text={t("calibrateText")}
      act={t("save")}
      look="button-main"
      acting={acting}
      onSend={() => acting.mutate({ act: "calibrate", id: instrument.id, number, validUntil }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name="new-number"
        label={t("number")}
        required
        maxLength={200}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextField
        name="new-until"
        label={t("until")}
        type="date"
        required
        value={validUntil}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </Frame>
  );
}

/** Revokes a key permanently. */
export function RevokeDialog({ instrument, onClose }: InstrumentDialogProps): ReactNode {
  const t = useTranslations("web.instruments");
  const acting = useInstrumentAct();
  return (
    <Frame
      title={t("revokeTitle", { name: instrument.name })}
      text={t("revokeText")}
      act={t("revoke")}
      look="button-danger"
      acting={acting}
      onSend={() => acting.mutate({ act: "revoke", id: instrument.id }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
