// Requests as a team would write them: all of this compiles.
import type { AccountRequest, PreparedData } from "./kyx.schema";

export const smallest: AccountRequest = {
  customerInternalReference: "order-4711",
  workflowDefinition: { key: 10011 },
};

export const full: AccountRequest = {
  ...smallest,
  callbackUrl: "https://www.yourcompany.com/callback",
  userReference: "customer-4711",
  tokenLifetime: "30m",
  reportingCriteria: null,
  overrideSettings: { crossDeviceOnly: true, crossDeviceOption: "QR_ONLY" },
  userConsent: {
    userIp: "226.80.211.232",
    userLocation: { country: "USA", state: "IL" },
    consent: { obtained: "yes", obtainedAt: new Date().toISOString() },
  },
  web: { successUrl: "https://www.yourcompany.com/success", locale: "es" },
  workflowDefinition: {
    key: "10026",
    credentials: [
      {
        category: "DOCUMENT",
        country: { predefinedType: "DEFINED", values: ["USA"] },
        type: { predefinedType: "DEFINED", values: ["BS"] },
      },
    ],
    capabilities: { documentVerification: { enableExtraction: "false" }, ekycCheck: { searchType: "one" } },
  },
};

export const person: PreparedData = {
  firstName: "John",
  middleName: "",
  dateOfBirth: "1972-11-16",
  sex: "M",
  nationality: "USA",
  phoneNumber: "+15031234567",
  ipAddress: "226.80.211.232",
  address: { line1: "12345 SW Address Ln", city: "Portland", country: "USA" },
  id: { idNumber: "057033812", type: "DRIVING_LICENSE", expiryDate: "2026-01-22" },
  bank: { accountNumber: 4711 },
};
