/** Dials a number and sends DTMF digits, by mouse or by the keyboard's digit keys. */
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { TextField } from "../../../parts/fields.tsx";
import type { PhoneActions } from "./phone-state.ts";
import type { SoftphoneController } from "./softphone-controller.ts";

const PAD = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
/** A number that can be dialled: digits with an optional plus, or a feature code. */
const NUMBER = /^(\+?\d{2,20}|\*\d{2}\d{0,10})$/;

interface PhoneKeysProps {
  readonly seat: SoftphoneController;
  readonly offered: PhoneActions;
  readonly keys: string;
}

/** The dial field, or the keypad of the current call. */
export function PhoneKeys({ seat, offered, keys }: PhoneKeysProps): ReactNode {
  return offered.mayPress ? <Pad seat={seat} keys={keys} /> : <Dial seat={seat} mayDial={offered.mayDial} />;
}

/** Focuses the first field, because a user who opened the panel with a key continues with the keyboard. */
function useFirstField<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null);
  useLayoutEffect(() => box.current?.querySelector("input")?.focus(), []);
  return box;
}

function Pad({ seat, keys }: Pick<PhoneKeysProps, "seat" | "keys">): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  const box = useFirstField<HTMLDivElement>();
  const press = (key: string): void => seat.phone?.press(key);
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = PAD.find((one) => one === event.key);
    if (key === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    press(key);
  };
  return (
    <div ref={box} className="desk-phone-panel">
      <TextField
        name="desk-pressed"
        label={t("pressed")}
        hint={t("pressedHint")}
        inputMode="tel"
        autoComplete="off"
        readOnly
        value={keys}
        onKeyDown={onKeyDown}
      />
      <div className="desk-phone-pad" role="group" aria-label={t("keypad")}>
        {PAD.map((key) => (
          <button key={key} type="button" className="button" onClick={() => press(key)}>
            {key}
          </button>
        ))}
      </div>
    </div>
  );
}

function Dial({ seat, mayDial }: { readonly seat: SoftphoneController; readonly mayDial: boolean }): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  const box = useFirstField<HTMLFormElement>();
  const [number, setNumber] = useState("");
  const [isWrong, setWrong] = useState(false);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const dialled = number.replaceAll(/[\s.()-]/g, "");
    setWrong(!NUMBER.test(dialled));
    if (NUMBER.test(dialled) && mayDial) seat.phone?.dial(dialled);
  };
  return (
    <form ref={box} className="desk-phone-panel" noValidate onSubmit={onSubmit}>
      <TextField
        name="desk-dialled"
        label={t("number")}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={number}
        error={isWrong ? t("numberWrong") : undefined}
        onChange={(event) => setNumber(event.target.value)}
      />
      <button type="submit" className="button desk-act" disabled={!mayDial}>
        {t("dial")}
      </button>
    </form>
  );
}
