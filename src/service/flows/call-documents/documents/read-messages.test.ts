import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { readMessages } from "./read-messages.ts";

const read = (text: string, type = "text/xml") => readMessages({ type, text });

describe("what a program answers to a message", () => {
  it("is read as the field's own builder writes it", () => {
    const built = new twilio.twiml.MessagingResponse();
    built.message("Terima kasih & sampai jumpa");
    built.message({ to: "+6281234567890" }, "Kedua");
    expect(read(built.toString())).toEqual({
      ok: true,
      value: {
        messages: [
          { to: null, from: null, text: "Terima kasih & sampai jumpa" },
          { to: "+6281234567890", from: null, text: "Kedua" },
        ],
        warnings: [],
      },
    });
  });

  it("may be nothing, or a plain text, which is one message", () => {
    for (const none of ["", "<Response/>"]) expect(read(none)).toMatchObject({ value: { messages: [] } });
    expect(read(" Halo ", "text/plain")).toMatchObject({ value: { messages: [{ text: "Halo" }] } });
  });

  it("passes over what is not known, and an empty message, with a warning for each", () => {
    expect(
      read(`<Response><Say>x</Say><Message action="/a"><Body>y</Body><Media>m</Media></Message><Message/></Response>`),
    ).toMatchObject({
      value: {
        messages: [{ text: "y" }],
        warnings: [{ verb: "Say" }, { verb: "Message", attribute: "action" }, { verb: "Media" }, { verb: "Message" }],
      },
    });
  });

  it("sends ten at the most, and none where it is no document", () => {
    const many = read(`<Response>${"<Message>x</Message>".repeat(20)}</Response>`);
    expect(many.ok && many.value.messages.length).toBe(10);
    expect(read("<Response>")).toEqual({ ok: false, refusal: 12_100 });
    expect(read("<html/>")).toEqual({ ok: false, refusal: 12_102 });
    expect(read("x", "image/png")).toEqual({ ok: false, refusal: 12_300 });
  });
});
