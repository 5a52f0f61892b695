import { describe, expect, it } from "vitest";
import { itTakesLinearTime } from "../../../../testkit/pumped.ts";
import { isPublicAddress } from "./public-address.effects.ts";
import { isOutwardUrl, isWebhookUrl } from "./webhook-url.shared.ts";

describe("an address that may be told of alerts", () => {
  it("is a host of the Internet by https", () => {
    for (const url of ["https://hook.contoh.id/a?b=1", "https://hook.contoh.id:8443/", "https://hook.contoh.id:443"])
      expect(isWebhookUrl(url), url).toBe(true);
  });

  it.each([
    ...["http://hook.contoh.id/", "ftp://hook.contoh.id/", "hook.contoh.id", "", "https://", "javascript:alert(1)"],
    ...["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/"],
    ...[
      "https://localhost/",
      "https://db.internal/",
      "https://printer.local/",
      "https://router/",
      "https://contoh.id./",
    ],
    ...["https://user@contoh.id/", "https://a:b@contoh.id/", "https://contoh.id:22/", "https://contoh.id:5432/"],
    ...["HTTPS://hook.contoh.id/", " https://hook.contoh.id/", "https:/hook.contoh.id/", "https://hook.contoh.id/\n"],
    ...["https://contoh.id/#x", "https://LOCALHOST/", `https://contoh.id/${"a".repeat(500)}`],
  ])("is not %s", (url) => {
    expect(isWebhookUrl(url)).toBe(false);
  });
});

describe("an address of a host that is named with all its ports", () => {
  const inside = new Set(["127.0.0.1:*", "localhost:*", "[::1]:*"]);

  it.each(["http://127.0.0.1:3000/voice", "http://localhost/", "https://[::1]:9/", "http://2130706433:80/"])(
    "is %s",
    (url) => {
      expect(isOutwardUrl(url, inside)).toBe(true);
      expect(isOutwardUrl(url)).toBe(false);
    },
  );

  it.each([
    "http://127.0.0.2:3000/",
    "http://10.0.0.1:3000/",
    "http://localhost.contoh.id:3000/",
    "http://a@127.0.0.1:3000/",
    "ftp://127.0.0.1/",
    "http://*/",
  ])("is not %s", (url) => {
    expect(isOutwardUrl(url, inside)).toBe(false);
  });
});

describe("an address that is kept by its host", () => {
  const label = "a".repeat(60);

  it("has a host that can be looked up, and is no longer than what is kept", () => {
    for (const url of [
      `https://${[label, label, label, label].join(".")}.id:8443/x`,
      `https://contoh.id/${"a".repeat(2_000)}`,
      "https://münchen.contoh.id/ä?q=%00",
    ])
      expect(isOutwardUrl(url), url).toBe(true);
  });

  it.each([
    `https://${[label, label, label, label, label].join(".")}.id/x`,
    `https://${"a.".repeat(300)}id/x`,
    `https://${"%61".repeat(200)}.id/x`,
    `https://contoh${"\u00ad".repeat(300)}.id/x`,
    `https://contoh.id:${"0".repeat(300)}443/x`,
    `https://contoh.id/${"a".repeat(2_048)}`,
    `https://contoh.id/${"あ".repeat(1_000)}`,
    ...["https://contoh.id/\u0000", "https://contoh.id/\ud800", "https:///contoh.id/"],
  ])("is not %s", (url) => {
    expect(isOutwardUrl(url)).toBe(false);
    expect(isOutwardUrl(url, new Set(["contoh.id", "contoh.id:443"]))).toBe(false);
  });
});

describe("a name may lead", () => {
  it.each(["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "172.32.0.1", "100.63.255.255"])(
    "to %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"],
    ...["172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.9"],
    ...["224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"],
    ...["64:ff9b::a00:1", "64:ff9b:1::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"],
    ...["2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "100::1", "::127.0.0.1", "localhost", "", "1.2.3"],
  ])("not to %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("reading the address of a webhook", () => {
  itTakesLinearTime((text) => isOutwardUrl(`https://${text}`), 2_000);
});
