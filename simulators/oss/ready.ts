import { makeCompanies, type SimulatedCompany } from "./company.ts";
import { troubledNib } from "./known.ts";
import { callCentreActivity } from "./words.ts";

/** Companies without any obstacle to registration, for tests and demonstrations that need many of them. */
export function readyCompanies(): readonly SimulatedCompany[] {
  const troubled: readonly string[] = Object.values(troubledNib);
  return makeCompanies().filter(
    ({ nib, status, isRevokedByDocument, activities, npwp }) =>
      !troubled.includes(nib) &&
      status === "active" &&
      !isRevokedByDocument &&
      !/^0+$/.test(npwp) &&
      activities.some(
        ({ kbli, riskText }) => kbli === callCentreActivity.kbli && riskText === callCentreActivity.riskText,
      ),
  );
}
