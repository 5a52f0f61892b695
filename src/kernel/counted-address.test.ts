import { expect, it } from "vitest";
import { countedAddress } from "./counted-address.ts";

it("counts a house with all its addresses of IPv6, and each address of IPv4", () => {
  expect(countedAddress("2001:db8:1:2:3:4:5:6")).toBe(countedAddress("2001:db8:1:2::1"));
  expect(countedAddress("2001:db8::1")).toBe("2001:db8:0:0");
  expect(countedAddress("2001:db8:1:3::1")).not.toBe(countedAddress("2001:db8:1:2::1"));
  expect(countedAddress("::ffff:192.0.2.1")).toBe("::ffff:192.0.2.1");
  expect(countedAddress("192.0.2.1")).toBe("192.0.2.1");
});
