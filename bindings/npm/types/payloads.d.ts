// Generated from schemas/ by generate-types.mjs. Do not edit.

/**
 * A payload of any kind. To validate one specific kind, refer to its definition, such as `AccountRequest`.
 */
export type Payload =
  | AccountRequest
  | PreparedData
  | AccountResponse
  | PartResponse
  | FinalizeResponse
  | Callback
  | StatusResponse
  | Problem
  | RetrievalResponse
  | StepsResponse
  | TokenResponse
  | TokenError;
/**
 * How a mobile device is connected to a session that started on another device.
 *
 * Source: *Creating or Updating Accounts*.
 *
 * - `DEFAULT`: The end user chooses between e-mail and QR code.
 * - `QR_ONLY`: Only the QR code is offered.
 * - `EMAIL_ONLY`: Only the e-mail is offered.
 */
export type CrossDeviceOption = "DEFAULT" | "QR_ONLY" | "EMAIL_ONLY";
/**
 * Whether the end user consented.
 *
 * Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
 *
 * - `yes`: The end user consented.
 * - `no`: The end user refused.
 * - `na`: Not applicable: the end user was not asked.
 */
export type ConsentDecision = "yes" | "no" | "na";
/**
 * A point in time in RFC 3339 format, in UTC: `YYYY-MM-DDThh:mm:ss.SSSZ`.
 */
export type Timestamp = string;
/**
 * A country: an ISO 3166-1 alpha-3 code in upper case, or the platform's `XKX` for Kosovo.
 */
export type CountryCode =
  | "ABW"
  | "AFG"
  | "AGO"
  | "AIA"
  | "ALA"
  | "ALB"
  | "AND"
  | "ARE"
  | "ARG"
  | "ARM"
  | "ASM"
  | "ATA"
  | "ATF"
  | "ATG"
  | "AUS"
  | "AUT"
  | "AZE"
  | "BDI"
  | "BEL"
  | "BEN"
  | "BES"
  | "BFA"
  | "BGD"
  | "BGR"
  | "BHR"
  | "BHS"
  | "BIH"
  | "BLM"
  | "BLR"
  | "BLZ"
  | "BMU"
  | "BOL"
  | "BRA"
  | "BRB"
  | "BRN"
  | "BTN"
  | "BVT"
  | "BWA"
  | "CAF"
  | "CAN"
  | "CCK"
  | "CHE"
  | "CHL"
  | "CHN"
  | "CIV"
  | "CMR"
  | "COD"
  | "COG"
  | "COK"
  | "COL"
  | "COM"
  | "CPV"
  | "CRI"
  | "CUB"
  | "CUW"
  | "CXR"
  | "CYM"
  | "CYP"
  | "CZE"
  | "DEU"
  | "DJI"
  | "DMA"
  | "DNK"
  | "DOM"
  | "DZA"
  | "ECU"
  | "EGY"
  | "ERI"
  | "ESH"
  | "ESP"
  | "EST"
  | "ETH"
  | "FIN"
  | "FJI"
  | "FLK"
  | "FRA"
  | "FRO"
  | "FSM"
  | "GAB"
  | "GBR"
  | "GEO"
  | "GGY"
  | "GHA"
  | "GIB"
  | "GIN"
  | "GLP"
  | "GMB"
  | "GNB"
  | "GNQ"
  | "GRC"
  | "GRD"
  | "GRL"
  | "GTM"
  | "GUF"
  | "GUM"
  | "GUY"
  | "HKG"
  | "HMD"
  | "HND"
  | "HRV"
  | "HTI"
  | "HUN"
  | "IDN"
  | "IMN"
  | "IND"
  | "IOT"
  | "IRL"
  | "IRN"
  | "IRQ"
  | "ISL"
  | "ISR"
  | "ITA"
  | "JAM"
  | "JEY"
  | "JOR"
  | "JPN"
  | "KAZ"
  | "KEN"
  | "KGZ"
  | "KHM"
  | "KIR"
  | "KNA"
  | "KOR"
  | "KWT"
  | "LAO"
  | "LBN"
  | "LBR"
  | "LBY"
  | "LCA"
  | "LIE"
  | "LKA"
  | "LSO"
  | "LTU"
  | "LUX"
  | "LVA"
  | "MAC"
  | "MAF"
  | "MAR"
  | "MCO"
  | "MDA"
  | "MDG"
  | "MDV"
  | "MEX"
  | "MHL"
  | "MKD"
  | "MLI"
  | "MLT"
  | "MMR"
  | "MNE"
  | "MNG"
  | "MNP"
  | "MOZ"
  | "MRT"
  | "MSR"
  | "MTQ"
  | "MUS"
  | "MWI"
  | "MYS"
  | "MYT"
  | "NAM"
  | "NCL"
  | "NER"
  | "NFK"
  | "NGA"
  | "NIC"
  | "NIU"
  | "NLD"
  | "NOR"
  | "NPL"
  | "NRU"
  | "NZL"
  | "OMN"
  | "PAK"
  | "PAN"
  | "PCN"
  | "PER"
  | "PHL"
  | "PLW"
  | "PNG"
  | "POL"
  | "PRI"
  | "PRK"
  | "PRT"
  | "PRY"
  | "PSE"
  | "PYF"
  | "QAT"
  | "REU"
  | "ROU"
  | "RUS"
  | "RWA"
  | "SAU"
  | "SDN"
  | "SEN"
  | "SGP"
  | "SGS"
  | "SHN"
  | "SJM"
  | "SLB"
  | "SLE"
  | "SLV"
  | "SMR"
  | "SOM"
  | "SPM"
  | "SRB"
  | "SSD"
  | "STP"
  | "SUR"
  | "SVK"
  | "SVN"
  | "SWE"
  | "SWZ"
  | "SXM"
  | "SYC"
  | "SYR"
  | "TCA"
  | "TCD"
  | "TGO"
  | "THA"
  | "TJK"
  | "TKL"
  | "TKM"
  | "TLS"
  | "TON"
  | "TTO"
  | "TUN"
  | "TUR"
  | "TUV"
  | "TWN"
  | "TZA"
  | "UGA"
  | "UKR"
  | "UMI"
  | "URY"
  | "USA"
  | "UZB"
  | "VAT"
  | "VCT"
  | "VEN"
  | "VGB"
  | "VIR"
  | "VNM"
  | "VUT"
  | "WLF"
  | "WSM"
  | "XKX"
  | "YEM"
  | "ZAF"
  | "ZMB"
  | "ZWE";
/**
 * A boolean, or the string `true` or `false`.
 */
export type Flag = ("true" | "false") | boolean;
/**
 * Settings for an electronic KYC check: how many sources it queries.
 *
 * Source: *Creating or Updating Accounts*.
 *
 * - `one`: A 1+1 check.
 * - `two`: A 2+2 check.
 */
export type SearchType = "one" | "two";
/**
 * The category of the credential.
 *
 * Source: *Creating or Updating Accounts*; *Credential Reference*.
 *
 * - `ID`: An identity document issued by a government.
 * - `DOCUMENT`: Any other document, such as a bank statement.
 * - `FACEMAP`: Several images of the face in rapid succession.
 * - `SELFIE`: An image of the face.
 */
export type Category = "ID" | "DOCUMENT" | "FACEMAP" | "SELFIE";
/**
 * How binding a choice of countries or types is.
 *
 * Source: for `DEFINED`, the examples of *Creating or Updating Accounts*; for `RECOMMENDED`, the vendor's integration guides.
 *
 * - `DEFINED`: The end user can choose only these values.
 * - `RECOMMENDED`: These values are offered first.
 */
export type PredefinedType = "DEFINED" | "RECOMMENDED";
/**
 * The key of a workflow: a positive integer of at most 15 digits, or the same as a string of digits.
 */
export type WorkflowKey = number | string;
/**
 * The sex, as shown on a document.
 *
 * Source: *Credential Reference*.
 *
 * - `M`: Male.
 * - `F`: Female.
 * - ``: Not given.
 */
export type Sex = "M" | "F" | "";
/**
 * A channel by which a credential can be provided.
 *
 * Source: *Creating or Updating Accounts*.
 *
 * - `WEB`: The web client.
 * - `API`: The REST API.
 * - `SDK`: The mobile SDKs.
 */
export type AllowedChannel = ("WEB" | "API" | "SDK") | string;
/**
 * The category of a credential in a response.
 *
 * Source: *Creating or Updating Accounts*; *Credential Reference*.
 *
 * - `ID`: An identity document issued by a government.
 * - `DOCUMENT`: Any other document, such as a bank statement.
 * - `FACEMAP`: Several images of the face in rapid succession.
 * - `SELFIE`: An image of the face.
 * - `DATA`: Prepared data.
 */
export type CredentialCategory = ("ID" | "DOCUMENT" | "FACEMAP" | "SELFIE" | "DATA") | string;
/**
 * The status of a workflow execution.
 *
 * Source: the vendor's integration guides on callbacks and statuses.
 *
 * - `INITIATED`: The workflow was started.
 * - `ACQUISITION_STARTED`: The end user has started to provide credentials.
 * - `ACQUIRED`: The credentials were acquired.
 * - `PROCESSED`: The workflow has ended, and its result can be retrieved. It may have been rejected.
 * - `SESSION_EXPIRED`: The end user's session expired.
 * - `TOKEN_EXPIRED`: The token expired.
 */
export type ExecutionStatus =
  ("INITIATED" | "ACQUISITION_STARTED" | "ACQUIRED" | "PROCESSED" | "SESSION_EXPIRED" | "TOKEN_EXPIRED") | string;
/**
 * The type of a decision.
 *
 * Source: the vendor's integration guide.
 *
 * - `NOT_EXECUTED`: There is no decision: the end user did not finish, or a precondition was not met.
 * - `PASSED`: Nothing was found.
 * - `REJECTED`: A check failed.
 * - `WARNING`: A person should look at it.
 */
export type DecisionType = ("NOT_EXECUTED" | "PASSED" | "REJECTED" | "WARNING") | string;
/**
 * A value that is a number in some responses, and a string in others.
 */
export type NumberOrString = number | string;
/**
 * The type of a document.
 *
 * Source: the vendor's integration guide.
 *
 * - `PASSPORT`: A passport.
 * - `DRIVING_LICENSE`: A driving license.
 * - `ID_CARD`: An ID card.
 * - `VISA`: A visa.
 * - `UNSUPPORTED`: A type that the platform does not support.
 */
export type ExtractedType = ("PASSPORT" | "DRIVING_LICENSE" | "ID_CARD" | "VISA" | "UNSUPPORTED") | string;
/**
 * The outcome of a comparison of faces.
 *
 * Source: the vendor's integration guide.
 *
 * - `MATCH`: The same person.
 * - `NOT_MATCH`: Different persons.
 * - `NOT_POSSIBLE`: The faces cannot be compared.
 */
export type Similarity = ("MATCH" | "NOT_MATCH" | "NOT_POSSIBLE") | string;
/**
 * The name of a step.
 *
 * Source: the vendor's integration guides on retrieval, steps.
 *
 * - `ID_IV`: Identity verification.
 * - `SCREENING`: Screening against watchlists.
 * - `ADDRESS_VERIFICATION`: Verification of the address.
 * - `DL_VERIFICATION`: Verification of the driving license.
 * - `BRA_CPF_VALIDATION`: Validation of the Brazilian CPF.
 */
export type StepName =
  ("ID_IV" | "SCREENING" | "ADDRESS_VERIFICATION" | "DL_VERIFICATION" | "BRA_CPF_VALIDATION") | string;

/**
 * The body of a request that creates (POST) or updates (PUT) an account and starts a workflow on it.
 *
 * Both requests have the same fields. Unknown fields are an error; a field that is `null` counts as absent.
 *
 * Source: *Creating or Updating Accounts*.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX301 consent-expired, KYX303 consent-in-future, KYX406 update-only, KYX412 channel-not-allowed; all warnings; and rules that depend on the channel.
 */
export interface AccountRequest {
  /**
   * The URL that the platform calls when this workflow ends: absolute, 1 to 255 characters.
   *
   * Overrides the URL set in the portal. Expected: an `https` URL without an IP address, port or fragment.
   *
   * Example: `https://www.yourcompany.com/callback`. Source: *Creating or Updating Accounts*; what is expected of the URL, the vendor's integration guides.
   */
  callbackUrl?: string | null;
  /**
   * Your reference for this request: 1 to 100 characters, without any of ``<>"/;`%{}|``. No personal data.
   *
   * Example: `myOrganization`. Source: *Creating or Updating Accounts*.
   */
  customerInternalReference: string;
  /**
   * The tenant settings to override for this workflow.
   *
   * Source: *Creating or Updating Accounts*.
   */
  overrideSettings?: OverrideSettings | null;
  /**
   * Your own value for searching and aggregating: 1 to 255 characters.
   *
   * Example: `spring-campaign`. Source: *Creating or Updating Accounts*.
   */
  reportingCriteria?: string | null;
  /**
   * The lifetime of the response's authorization tokens: a number and `s`, `m`, `h` or `d`; 5m to 60d.
   *
   * Overrides the lifetime set in the portal. If neither is set, the lifetime is 30 minutes.
   *
   * Example: `30m`. Source: *Creating or Updating Accounts*.
   */
  tokenLifetime?: string | null;
  /**
   * The end user's consent.
   *
   * Source: *Creating or Updating Accounts*.
   */
  userConsent?: UserConsent | null;
  /**
   * Your reference for the end user: 1 to 100 characters. No personal data. Required for workflow 32.
   *
   * Example: `customer-4711`. Source: *Creating or Updating Accounts*; *v3 Workflow Descriptions*, workflow 32.
   */
  userReference?: string | null;
  /**
   * Settings for the web client.
   *
   * Source: *Creating or Updating Accounts*.
   */
  web?: WebSettings | null;
  /**
   * The workflow to run, with its credentials and settings.
   *
   * The table of the source has "Max. Length 255", which is meaningless for an object: there is no limit here.
   *
   * Source: *Creating or Updating Accounts*, Required Fields.
   */
  workflowDefinition: WorkflowDefinition;
}
/**
 * The tenant settings that a request can override.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface OverrideSettings {
  /**
   * Whether credentials must be captured on a mobile device.
   *
   * Example: `true`. Source: *Creating or Updating Accounts*.
   */
  crossDeviceOnly?: boolean | null;
  /**
   * How the mobile device is connected.
   *
   * Example: `QR_ONLY`. Source: *Creating or Updating Accounts*.
   */
  crossDeviceOption?: CrossDeviceOption | null;
}
/**
 * The end user's consent to the use of personal and biometric data, with their IP address and location.
 *
 * Required when credentials are uploaded by API, for every biometric workflow and for every workflow that reuses credentials. The web client and the default screens of the SDKs collect it themselves.
 *
 * Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *v3 Workflow Descriptions*, the prerequisites; the vendor's guide on end-user consent.
 */
export interface UserConsent {
  /**
   * The end user's decision. Required when the country is `USA`.
   *
   * Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  consent?: Consent | null;
  /**
   * The end user's IP address: IPv4 or IPv6. Personal data.
   *
   * Example: `226.80.211.232`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  userIp: string;
  /**
   * The end user's location. Personal data.
   *
   * Source: *Creating or Updating Accounts*.
   */
  userLocation: UserLocation;
}
/**
 * The end user's decision, and when it was made.
 *
 * A consent is valid for at most three calendar years.
 *
 * Source: *v3 Workflow Descriptions*, workflows 9 and 16.
 */
export interface Consent {
  /**
   * Whether the end user consented.
   *
   * Example: `yes`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  obtained?: ConsentDecision | null;
  /**
   * When the end user consented, in UTC. Required when `obtained` is `yes`.
   *
   * Example: `2022-07-20T17:20:35.000Z`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  obtainedAt?: Timestamp | null;
}
/**
 * The end user's country, and their state if the law differs by state.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface UserLocation {
  /**
   * The end user's country.
   *
   * Example: `USA`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  country: CountryCode;
  /**
   * The end user's state: at most 100 characters.
   *
   * In `USA`, `CAN` and `AUS`, the ISO 3166-2 code without country and hyphen; elsewhere, any string.
   *
   * Example: `IL`. Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
   */
  state?: string | null;
}
/**
 * Settings for the web client. They override those in the portal.
 *
 * The URLs may be deep links or have local domains.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface WebSettings {
  /**
   * The URL to redirect the end user to after a failure: absolute, 1 to 1900 characters.
   *
   * Example: `https://www.yourcompany.com/error`. Source: *Creating or Updating Accounts*.
   */
  errorUrl?: string | null;
  /**
   * The locale of the web client: a language or language-COUNTRY; 2 or 5 characters.
   *
   * Example: `es`. Source: *Creating or Updating Accounts*; language-COUNTRY, the vendor's integration guides.
   */
  locale?: string | null;
  /**
   * The URL to redirect the end user to after success: absolute, 1 to 1900 characters.
   *
   * Example: `https://www.yourcompany.com/success`. Source: *Creating or Updating Accounts*.
   */
  successUrl?: string | null;
}
/**
 * The workflow to run, with its credentials and settings.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface WorkflowDefinition {
  /**
   * Settings for individual capabilities.
   *
   * Source: *Creating or Updating Accounts*.
   */
  capabilities?: Capabilities | null;
  /**
   * The credentials that the workflow runs on. Required when they will be uploaded by API.
   *
   * The list also restricts what the end user can choose.
   *
   * Example: `[{"category":"ID"}]`. Source: *Creating or Updating Accounts*.
   */
  credentials?: Credential[] | null;
  /**
   * The key of the workflow: a positive integer of at most 15 digits, or the same as a string of digits.
   *
   * Example: `10011`. Source: *Creating or Updating Accounts*.
   *
   * Documented workflows:
   *
   * - 1: ID Capture and Storage
   * - 2: ID Verification
   * - 3: ID and Identity Verification
   * - 5: Similarity to Existing ID
   * - 6: Standalone Liveness
   * - 9: Authentication
   * - 16: Authentication on Premise
   * - 20: Similarity of Two Images
   * - 32: ID Verification, Identity Verification, Screening
   * - 10005: Standalone Screening of uploaded data
   * - 10006: Similarity with data
   * - 10010: Screening of uploaded data
   * - 10011: Standalone ID and Identity Verification
   * - 10013: ID and Identity Verification + Screening + Proof of Residency + Address Validation + US DL
   * - 10014: Authentication
   * - 10026: Document Verification
   * - 10112: Reuse of existing credentials (sample workflow)
   * - 10113: Reuse of existing credentials (sample workflow)
   * - 10114: Reuse of existing credentials (sample workflow)
   * - 10115: Reuse of existing credentials (sample workflow)
   */
  key: WorkflowKey;
}
/**
 * Settings for individual capabilities of a workflow.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface Capabilities {
  /**
   * Settings for document verification: whether data is extracted.
   *
   * Source: *Creating or Updating Accounts*.
   */
  documentVerification?: DocumentVerification | null;
  /**
   * Settings for an electronic KYC check: how many sources it queries.
   *
   * Source: *Creating or Updating Accounts*.
   */
  ekycCheck?: EkycCheck | null;
  /**
   * The rulesets that the workflow uses. Prefer `workflowDecision`.
   *
   * Source: *Creating or Updating Accounts*.
   */
  ruleset?: Ruleset | null;
  /**
   * Settings for watchlist screening.
   *
   * Source: *Creating or Updating Accounts*.
   */
  watchlistScreening?: WatchlistScreening | null;
  /**
   * The ruleset that makes the decision, instead of the tenant's own.
   *
   * Source: *Creating or Updating Accounts*.
   */
  workflowDecision?: WorkflowDecision | null;
}
/**
 * Settings for document verification: whether data is extracted.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface DocumentVerification {
  /**
   * Whether data is extracted; if not, the document is only stored.
   *
   * Example: `"false"`. Source: *Creating or Updating Accounts*.
   */
  enableExtraction?: Flag | null;
}
/**
 * Settings for an electronic KYC check: how many sources it queries.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface EkycCheck {
  /**
   * How many sources the check queries.
   *
   * Example: `one`. Source: *Creating or Updating Accounts*, `ekycCheck`: "Includes a searchType value".
   */
  searchType: SearchType;
}
/**
 * The rulesets that the workflow uses.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface Ruleset {
  /**
   * The ids of the rulesets: at least 1, of at least 1 character each.
   *
   * Example: `["id1","id2"]`. Source: *Creating or Updating Accounts*.
   *
   * @minItems 1
   */
  ids: [string, ...string[]];
}
/**
 * Settings for watchlist screening.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface WatchlistScreening {
  /**
   * Additional properties of the search.
   *
   * Example: `profile`. Source: the vendor's integration guides.
   */
  additionalProperties?: string | null;
  /**
   * The identifier of the search profile: letters and digits only, at least 1.
   *
   * Example: `abc123`. Source: *Creating or Updating Accounts*.
   */
  searchProfile?: string | null;
}
/**
 * The ruleset that makes the decision, instead of the tenant's own.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface WorkflowDecision {
  /**
   * The id of the ruleset: a 36-character UUID, as in the sample of the source.
   *
   * Example: `81c616b7-d47e-4cb2-8c4f-17267f2106f3`. Source: *Creating or Updating Accounts*.
   */
  riskScoreRulesetId?: string | null;
}
/**
 * A credential that the workflow runs on: a new one to capture, or one that the account already has.
 *
 * Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
 */
export interface Credential {
  /**
   * The category of the credential.
   *
   * Example: `ID`. Source: *Creating or Updating Accounts*.
   */
  category?: Category | null;
  /**
   * The countries that the credential may come from. A `DOCUMENT` requires exactly one.
   *
   * Source: *Creating or Updating Accounts*.
   */
  country?: CountryChoice | null;
  /**
   * The id of a credential that the account already has: a 36-character UUID. It is reused as a whole.
   *
   * Only `ID`, `FACEMAP` and `SELFIE` can be reused.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: *Use Existing Credentials*.
   */
  id?: string | null;
  /**
   * The types that the credential may have. A `DOCUMENT` requires exactly one.
   *
   * Source: *Creating or Updating Accounts*.
   */
  type?: TypeChoice | null;
}
/**
 * The countries that a credential may come from.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface CountryChoice {
  /**
   * How binding the choice is. The default is `DEFINED`.
   *
   * Example: `DEFINED`. Source: the examples of *Creating or Updating Accounts*; the default, the vendor's integration guides.
   */
  predefinedType?: PredefinedType | null;
  /**
   * The countries: at least 1.
   *
   * Example: `["USA"]`. Source: *Creating or Updating Accounts*, `credentials`.
   *
   * @minItems 1
   */
  values: [CountryCode, ...CountryCode[]];
}
/**
 * The types that a credential may have.
 *
 * Source: *Creating or Updating Accounts*; *Credential Reference*.
 */
export interface TypeChoice {
  /**
   * How binding the choice is. The default is `DEFINED`.
   *
   * Example: `DEFINED`. Source: the examples of *Creating or Updating Accounts*; the default, the vendor's integration guides.
   */
  predefinedType?: PredefinedType | null;
  /**
   * The codes of the types: at least 1, of at least 1 character each. The valid codes depend on the category; these are the codes of documents:
   *
   * - `BC`: Birth certificate.
   * - `BS`: Bank statement.
   * - `CAAP`: Cash advance application.
   * - `CB`: Council bill.
   * - `CC`: Credit card.
   * - `CCS`: Credit card statement.
   * - `CRC`: Corporate resolution certificate.
   * - `HCC`: Health care card.
   * - `IC`: Insurance card.
   * - `LAG`: Lease agreement.
   * - `LOAP`: Loan application.
   * - `MEDC`: Medicare card.
   * - `MOAP`: Mortgage application.
   * - `PB`: Phone bill.
   * - `SEL`: School enrolment letter.
   * - `SENC`: Seniors card.
   * - `SS`: Superannuation statement.
   * - `SSC`: Social security card.
   * - `STUC`: Student card.
   * - `TAC`: Trade association card.
   * - `TR`: Tax return.
   * - `UB`: Utility bill.
   * - `VC`: Voided check.
   * - `VT`: Vehicle title.
   * - `WWCC`: Working with children check.
   *
   * Example: `["PASSPORT"]`. Source: *Creating or Updating Accounts*; *Credential Reference*.
   *
   * @minItems 1
   */
  values: [string, ...string[]];
}
/**
 * Data about a person, uploaded as the part `PREPARED_DATA` of a `DATA` credential. All of it is personal data.
 *
 * Every field is optional for the API; the risk signals of the workflow may require some. An empty string means "not given". Unknown fields are an error; a field that is `null` counts as absent.
 *
 * Source: *Credential Reference*; *Jumio Platform API – Credentials*.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX224 implausible-date, KYX225 dates-out-of-order; all warnings; and rules that depend on the channel.
 */
export interface PreparedData {
  /**
   * The address.
   *
   * Source: *Credential Reference*.
   */
  address?: Address | null;
  /**
   * Details of a bank account. The platform does not publish its fields, so any are accepted.
   *
   * Example: `{}`. Source: *Jumio Platform API – Credentials*.
   */
  bank?: {} | null;
  /**
   * Details of a business. The platform does not publish its fields, so any are accepted.
   *
   * Example: `{}`. Source: *Jumio Platform API – Credentials*.
   */
  business?: {} | null;
  /**
   * The date of birth in ISO 8601 format: `YYYY-MM-DD`.
   *
   * Example: `1972-11-16`. Source: *Credential Reference*.
   */
  dateOfBirth?: string | null;
  /**
   * The e-mail address, without any of ``<>"/;`%{}|``.
   *
   * Example: `john.smith@mymail.com`. Source: *Credential Reference*.
   */
  email?: string | null;
  /**
   * The first name, without any of ``<>"/;`%{}|``.
   *
   * Example: `John`. Source: *Credential Reference*.
   */
  firstName?: string | null;
  /**
   * The identity document.
   *
   * Source: *Credential Reference*.
   */
  id?: IdDetails | null;
  /**
   * The IP address of the person.
   *
   * Example: `226.80.211.232`. Source: the vendor's guides on risk signals.
   */
  ipAddress?: string | null;
  /**
   * Details for KYC checks. The platform does not publish its fields, so any are accepted.
   *
   * Example: `{}`. Source: *Jumio Platform API – Credentials*.
   */
  kyc?: {} | null;
  /**
   * The last name, without any of ``<>"/;`%{}|``.
   *
   * Example: `Smith`. Source: *Credential Reference*.
   */
  lastName?: string | null;
  /**
   * The family name of the mother, without any of ``<>"/;`%{}|``.
   *
   * Example: `Jones`. Source: *Credential Reference*, the note on forbidden characters.
   */
  maternalSurname?: string | null;
  /**
   * The middle name, without any of ``<>"/;`%{}|``.
   *
   * Example: `Percival`. Source: *Credential Reference*.
   */
  middleName?: string | null;
  /**
   * The nationality: an ISO 3166-1 alpha-3 code, as in the example of the source.
   *
   * Example: `USA`. Source: *Credential Reference*.
   */
  nationality?: string | null;
  /**
   * The family name of the father, without any of ``<>"/;`%{}|``.
   *
   * Example: `Smith`. Source: *Credential Reference*, the note on forbidden characters.
   */
  paternalSurname?: string | null;
  /**
   * The personal identification number; for Brazil, the CPF number.
   *
   * Example: `52998224725`. Source: *Credential Reference*.
   */
  personalNumber?: string | null;
  /**
   * The phone number in E.164 format: `+` and up to 15 digits. Samples sometimes omit the `+`.
   *
   * Example: `+15031234567`. Source: *Credential Reference*.
   */
  phoneNumber?: string | null;
  /**
   * A second phone number in E.164 format: `+` and up to 15 digits. Samples sometimes omit the `+`.
   *
   * Example: `+15031234567`. Source: *Credential Reference*.
   */
  phoneNumber2?: string | null;
  /**
   * The sex.
   *
   * Example: `M`. Source: *Credential Reference*.
   */
  sex?: Sex | null;
  /**
   * The US social security number: 9 digits.
   *
   * Example: `123456789`. Source: *Credential Reference*.
   */
  socialSecurityNumber?: string | null;
  /**
   * The title of the person.
   *
   * Example: `Mrs`. Source: *Credential Reference*.
   */
  suffix?: string | null;
}
/**
 * An address.
 *
 * Source: *Credential Reference*.
 */
export interface Address {
  /**
   * The city, as shown on the identity document.
   *
   * Example: `Portland`. Source: *Credential Reference*.
   */
  city?: string | null;
  /**
   * The country: an ISO 3166-1 alpha-3 or alpha-2 code.
   *
   * Example: `USA`. Source: *Credential Reference*.
   */
  country?:
    | (
        | ""
        | "ABW"
        | "AD"
        | "AE"
        | "AF"
        | "AFG"
        | "AG"
        | "AGO"
        | "AI"
        | "AIA"
        | "AL"
        | "ALA"
        | "ALB"
        | "AM"
        | "AND"
        | "AO"
        | "AQ"
        | "AR"
        | "ARE"
        | "ARG"
        | "ARM"
        | "AS"
        | "ASM"
        | "AT"
        | "ATA"
        | "ATF"
        | "ATG"
        | "AU"
        | "AUS"
        | "AUT"
        | "AW"
        | "AX"
        | "AZ"
        | "AZE"
        | "BA"
        | "BB"
        | "BD"
        | "BDI"
        | "BE"
        | "BEL"
        | "BEN"
        | "BES"
        | "BF"
        | "BFA"
        | "BG"
        | "BGD"
        | "BGR"
        | "BH"
        | "BHR"
        | "BHS"
        | "BI"
        | "BIH"
        | "BJ"
        | "BL"
        | "BLM"
        | "BLR"
        | "BLZ"
        | "BM"
        | "BMU"
        | "BN"
        | "BO"
        | "BOL"
        | "BQ"
        | "BR"
        | "BRA"
        | "BRB"
        | "BRN"
        | "BS"
        | "BT"
        | "BTN"
        | "BV"
        | "BVT"
        | "BW"
        | "BWA"
        | "BY"
        | "BZ"
        | "CA"
        | "CAF"
        | "CAN"
        | "CC"
        | "CCK"
        | "CD"
        | "CF"
        | "CG"
        | "CH"
        | "CHE"
        | "CHL"
        | "CHN"
        | "CI"
        | "CIV"
        | "CK"
        | "CL"
        | "CM"
        | "CMR"
        | "CN"
        | "CO"
        | "COD"
        | "COG"
        | "COK"
        | "COL"
        | "COM"
        | "CPV"
        | "CR"
        | "CRI"
        | "CU"
        | "CUB"
        | "CUW"
        | "CV"
        | "CW"
        | "CX"
        | "CXR"
        | "CY"
        | "CYM"
        | "CYP"
        | "CZ"
        | "CZE"
        | "DE"
        | "DEU"
        | "DJ"
        | "DJI"
        | "DK"
        | "DM"
        | "DMA"
        | "DNK"
        | "DO"
        | "DOM"
        | "DZ"
        | "DZA"
        | "EC"
        | "ECU"
        | "EE"
        | "EG"
        | "EGY"
        | "EH"
        | "ER"
        | "ERI"
        | "ES"
        | "ESH"
        | "ESP"
        | "EST"
        | "ET"
        | "ETH"
        | "FI"
        | "FIN"
        | "FJ"
        | "FJI"
        | "FK"
        | "FLK"
        | "FM"
        | "FO"
        | "FR"
        | "FRA"
        | "FRO"
        | "FSM"
        | "GA"
        | "GAB"
        | "GB"
        | "GBR"
        | "GD"
        | "GE"
        | "GEO"
        | "GF"
        | "GG"
        | "GGY"
        | "GH"
        | "GHA"
        | "GI"
        | "GIB"
        | "GIN"
        | "GL"
        | "GLP"
        | "GM"
        | "GMB"
        | "GN"
        | "GNB"
        | "GNQ"
        | "GP"
        | "GQ"
        | "GR"
        | "GRC"
        | "GRD"
        | "GRL"
        | "GS"
        | "GT"
        | "GTM"
        | "GU"
        | "GUF"
        | "GUM"
        | "GUY"
        | "GW"
        | "GY"
        | "HK"
        | "HKG"
        | "HM"
        | "HMD"
        | "HN"
        | "HND"
        | "HR"
        | "HRV"
        | "HT"
        | "HTI"
        | "HU"
        | "HUN"
        | "ID"
        | "IDN"
        | "IE"
        | "IL"
        | "IM"
        | "IMN"
        | "IN"
        | "IND"
        | "IO"
        | "IOT"
        | "IQ"
        | "IR"
        | "IRL"
        | "IRN"
        | "IRQ"
        | "IS"
        | "ISL"
        | "ISR"
        | "IT"
        | "ITA"
        | "JAM"
        | "JE"
        | "JEY"
        | "JM"
        | "JO"
        | "JOR"
        | "JP"
        | "JPN"
        | "KAZ"
        | "KE"
        | "KEN"
        | "KG"
        | "KGZ"
        | "KH"
        | "KHM"
        | "KI"
        | "KIR"
        | "KM"
        | "KN"
        | "KNA"
        | "KOR"
        | "KP"
        | "KR"
        | "KW"
        | "KWT"
        | "KY"
        | "KZ"
        | "LA"
        | "LAO"
        | "LB"
        | "LBN"
        | "LBR"
        | "LBY"
        | "LC"
        | "LCA"
        | "LI"
        | "LIE"
        | "LK"
        | "LKA"
        | "LR"
        | "LS"
        | "LSO"
        | "LT"
        | "LTU"
        | "LU"
        | "LUX"
        | "LV"
        | "LVA"
        | "LY"
        | "MA"
        | "MAC"
        | "MAF"
        | "MAR"
        | "MC"
        | "MCO"
        | "MD"
        | "MDA"
        | "MDG"
        | "MDV"
        | "ME"
        | "MEX"
        | "MF"
        | "MG"
        | "MH"
        | "MHL"
        | "MK"
        | "MKD"
        | "ML"
        | "MLI"
        | "MLT"
        | "MM"
        | "MMR"
        | "MN"
        | "MNE"
        | "MNG"
        | "MNP"
        | "MO"
        | "MOZ"
        | "MP"
        | "MQ"
        | "MR"
        | "MRT"
        | "MS"
        | "MSR"
        | "MT"
        | "MTQ"
        | "MU"
        | "MUS"
        | "MV"
        | "MW"
        | "MWI"
        | "MX"
        | "MY"
        | "MYS"
        | "MYT"
        | "MZ"
        | "NA"
        | "NAM"
        | "NC"
        | "NCL"
        | "NE"
        | "NER"
        | "NF"
        | "NFK"
        | "NG"
        | "NGA"
        | "NI"
        | "NIC"
        | "NIU"
        | "NL"
        | "NLD"
        | "NO"
        | "NOR"
        | "NP"
        | "NPL"
        | "NR"
        | "NRU"
        | "NU"
        | "NZ"
        | "NZL"
        | "OM"
        | "OMN"
        | "PA"
        | "PAK"
        | "PAN"
        | "PCN"
        | "PE"
        | "PER"
        | "PF"
        | "PG"
        | "PH"
        | "PHL"
        | "PK"
        | "PL"
        | "PLW"
        | "PM"
        | "PN"
        | "PNG"
        | "POL"
        | "PR"
        | "PRI"
        | "PRK"
        | "PRT"
        | "PRY"
        | "PS"
        | "PSE"
        | "PT"
        | "PW"
        | "PY"
        | "PYF"
        | "QA"
        | "QAT"
        | "RE"
        | "REU"
        | "RO"
        | "ROU"
        | "RS"
        | "RU"
        | "RUS"
        | "RW"
        | "RWA"
        | "SA"
        | "SAU"
        | "SB"
        | "SC"
        | "SD"
        | "SDN"
        | "SE"
        | "SEN"
        | "SG"
        | "SGP"
        | "SGS"
        | "SH"
        | "SHN"
        | "SI"
        | "SJ"
        | "SJM"
        | "SK"
        | "SL"
        | "SLB"
        | "SLE"
        | "SLV"
        | "SM"
        | "SMR"
        | "SN"
        | "SO"
        | "SOM"
        | "SPM"
        | "SR"
        | "SRB"
        | "SS"
        | "SSD"
        | "ST"
        | "STP"
        | "SUR"
        | "SV"
        | "SVK"
        | "SVN"
        | "SWE"
        | "SWZ"
        | "SX"
        | "SXM"
        | "SY"
        | "SYC"
        | "SYR"
        | "SZ"
        | "TC"
        | "TCA"
        | "TCD"
        | "TD"
        | "TF"
        | "TG"
        | "TGO"
        | "TH"
        | "THA"
        | "TJ"
        | "TJK"
        | "TK"
        | "TKL"
        | "TKM"
        | "TL"
        | "TLS"
        | "TM"
        | "TN"
        | "TO"
        | "TON"
        | "TR"
        | "TT"
        | "TTO"
        | "TUN"
        | "TUR"
        | "TUV"
        | "TV"
        | "TW"
        | "TWN"
        | "TZ"
        | "TZA"
        | "UA"
        | "UG"
        | "UGA"
        | "UKR"
        | "UM"
        | "UMI"
        | "URY"
        | "US"
        | "USA"
        | "UY"
        | "UZ"
        | "UZB"
        | "VA"
        | "VAT"
        | "VC"
        | "VCT"
        | "VE"
        | "VEN"
        | "VG"
        | "VGB"
        | "VI"
        | "VIR"
        | "VN"
        | "VNM"
        | "VU"
        | "VUT"
        | "WF"
        | "WLF"
        | "WS"
        | "WSM"
        | "XK"
        | "XKX"
        | "YE"
        | "YEM"
        | "YT"
        | "ZA"
        | "ZAF"
        | "ZM"
        | "ZMB"
        | "ZW"
        | "ZWE"
      )
    | null;
  /**
   * The street and house number.
   *
   * Example: `12345 SW Address Ln`. Source: *Credential Reference*.
   */
  line1?: string | null;
  /**
   * The second line of the address.
   *
   * Example: `Suite 707`. Source: *Credential Reference*.
   */
  line2?: string | null;
  /**
   * @deprecated
   * The third line of the address. Newer documents end with `line2`.
   *
   * Example: `Building 3`. Source: older pages of the vendor's guides on prepared data.
   */
  line3?: string | null;
  /**
   * @deprecated
   * The fourth line of the address. Newer documents end with `line2`.
   *
   * Example: `Building 4`. Source: older pages of the vendor's guides on prepared data.
   */
  line4?: string | null;
  /**
   * @deprecated
   * The fifth line of the address. Newer documents end with `line2`.
   *
   * Example: `Building 5`. Source: older pages of the vendor's guides on prepared data.
   */
  line5?: string | null;
  /**
   * The postal code.
   *
   * Example: `97201`. Source: *Credential Reference*.
   */
  postalCode?: string | null;
  /**
   * The state or province, as shown on the identity document.
   *
   * Example: `OR`. Source: *Credential Reference*.
   */
  subdivision?: string | null;
}
/**
 * An identity document.
 *
 * Source: *Credential Reference*.
 */
export interface IdDetails {
  /**
   * The last day on which the document is valid, in ISO 8601 format: `YYYY-MM-DD`, as in the example of the source.
   *
   * Example: `2026-01-22`. Source: *Credential Reference*.
   */
  expiryDate?: string | null;
  /**
   * The number of the document.
   *
   * Example: `057033812`. Source: *Credential Reference*.
   */
  idNumber?: string | null;
  /**
   * The date of issue in ISO 8601 format: `YYYY-MM-DD`, as in the example of the source.
   *
   * Example: `2021-01-22`. Source: *Credential Reference*.
   */
  issuingDate?: string | null;
  /**
   * The subtype of the document.
   *
   * Example: `REGULAR_DRIVING_LICENSE`. Source: *Credential Reference*.
   */
  subType?: string | null;
  /**
   * The type of the document.
   *
   * A table in the source writes `id.Type`; its sample and the API write `type`.
   *
   * Example: `DRIVING_LICENSE`. Source: *Credential Reference*.
   */
  type?: string | null;
}
/**
 * The response to an account request: the account, the workflow execution, and where to provide its credentials.
 *
 * Responses gain fields and values over time: unknown ones are kept and serialized unchanged. It contains tokens.
 *
 * Source: *Creating or Updating Accounts*, account responses; *v3 Workflow Descriptions*.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface AccountResponse {
  /**
   * The account that was created or updated.
   *
   * Source: *Creating or Updating Accounts*.
   */
  account: AccountRef;
  /**
   * Access for the mobile SDKs, if the workflow can run there.
   *
   * Source: *Creating or Updating Accounts*.
   */
  sdk?: SdkAccess | null;
  /**
   * When the platform responded.
   *
   * Example: `2023-09-08T06:30:52.164Z`. Source: *Creating or Updating Accounts*.
   */
  timestamp: Timestamp;
  /**
   * Access to the web client, if the workflow can run there. Its URL contains a token.
   *
   * Source: *Creating or Updating Accounts*.
   */
  web?: WebAccess | null;
  /**
   * The workflow execution that was started.
   *
   * Source: *Creating or Updating Accounts*.
   */
  workflowExecution: StartedExecution;
  [k: string]: unknown;
}
/**
 * An account, identified by its id.
 */
export interface AccountRef {
  /**
   * The id: a 36-character UUID.
   *
   * Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: *Creating or Updating Accounts*.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * Access for the mobile SDKs.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface SdkAccess {
  /**
   * The token that starts the SDK.
   *
   * Example: `xxx`. Source: *Creating or Updating Accounts*.
   */
  token: string;
  [k: string]: unknown;
}
/**
 * Access to the web client.
 *
 * Source: *Creating or Updating Accounts*; the vendor's integration guides on initiating the web client.
 */
export interface WebAccess {
  /**
   * The URL to redirect the end user to after a failure.
   *
   * Example: `https://www.yourcompany.com/error`. Source: the vendor's integration guides.
   */
  errorUrl?: string | null;
  /**
   * The URL of the web client. It contains a token: anyone who has the URL can act as the end user. The platform generates it only if the tenant has a domain name prefix.
   *
   * Example: `https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=es`. Source: *Creating or Updating Accounts*.
   */
  href?: string | null;
  /**
   * The URL to redirect the end user to after success.
   *
   * Example: `https://www.yourcompany.com/success`. Source: the vendor's integration guides.
   */
  successUrl?: string | null;
  [k: string]: unknown;
}
/**
 * A workflow execution that was started, and the credentials that it runs on.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface StartedExecution {
  /**
   * The credentials that the workflow runs on, including existing ones.
   *
   * Example: `[]`. Source: *Creating or Updating Accounts*.
   */
  credentials: CredentialAccess[];
  /**
   * The id: a 36-character UUID.
   *
   * Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *Creating or Updating Accounts*.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A credential of a workflow execution, and how it can be provided.
 *
 * A credential that the account already has comes with empty `allowedChannels` and without `api`.
 *
 * Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
 */
export interface CredentialAccess {
  /**
   * The channels by which it can be provided; empty for a credential that the account already has.
   *
   * Example: `["WEB","API","SDK"]`. Source: *Creating or Updating Accounts*.
   */
  allowedChannels: AllowedChannel[];
  /**
   * Where to upload its parts, if it can be provided by API.
   *
   * Source: *Creating or Updating Accounts*.
   */
  api?: ApiAccess | null;
  /**
   * The category of the credential.
   *
   * Example: `ID`. Source: *Creating or Updating Accounts*.
   */
  category: CredentialCategory;
  /**
   * The countries that the credential may come from.
   *
   * Source: the vendor's integration guides.
   */
  country?: OfferedChoice | null;
  /**
   * The id: a 36-character UUID.
   *
   * Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: *Creating or Updating Accounts*.
   */
  id: string;
  /**
   * Distinguishes credentials of the same category.
   *
   * Example: `DATA`. Source: *Creating or Updating Accounts*; *Credential Reference*.
   */
  label?: string | null;
  /**
   * The types that the credential may have.
   *
   * Source: the vendor's integration guides.
   */
  type?: OfferedChoice | null;
  [k: string]: unknown;
}
/**
 * Where to upload the parts of a credential, and how to finalize the workflow. Actions that are unavailable are omitted.
 *
 * Source: *Creating or Updating Accounts*; the vendor's integration guides on uploads, `api`.
 */
export interface ApiAccess {
  /**
   * The upload URL of each part, by classifier: `front`, `back`, `face`, `facemap`, `prepared_data`.
   *
   * Example: `{}`. Source: *Creating or Updating Accounts*; *Credential Reference*.
   */
  parts?: PartUrls | null;
  /**
   * The token for these calls, which do not accept the token of the account calls.
   *
   * Example: `xxx`. Source: *Creating or Updating Accounts*.
   */
  token?: string | null;
  /**
   * The URL for finalizing the workflow.
   *
   * Example: `https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *Creating or Updating Accounts*.
   */
  workflowExecution?: string | null;
  [k: string]: unknown;
}
/**
 * The upload URL of each part of a credential.
 *
 * Source: *Creating or Updating Accounts*.
 */
export interface PartUrls {
  [k: string]: string;
}
/**
 * The countries or types that are offered for a credential in a response.
 *
 * Source: the vendor's integration guides.
 */
export interface OfferedChoice {
  /**
   * How binding the choice is: `DEFINED` or `RECOMMENDED`.
   *
   * Example: `DEFINED`. Source: the vendor's integration guides.
   */
  predefinedType?: string | null;
  /**
   * The codes of the countries or types.
   *
   * Example: `["USA"]`. Source: the vendor's integration guides.
   */
  values?: string[] | null;
  [k: string]: unknown;
}
/**
 * The response to the upload of a part.
 *
 * Source: *v3 Workflow Descriptions*, workflows 5, 16 and 20.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface PartResponse {
  /**
   * The account.
   *
   * Source: *v3 Workflow Descriptions*.
   */
  account: AccountRef;
  /**
   * Where to upload more parts, and how to finalize the workflow.
   *
   * Source: *v3 Workflow Descriptions*.
   */
  api?: ApiAccess | null;
  /**
   * The credential that the part belongs to.
   *
   * Source: the vendor's integration guides.
   */
  credential?: Reference | null;
  /**
   * The part that was uploaded.
   *
   * Source: the vendor's integration guides.
   */
  part?: Reference | null;
  /**
   * When the platform responded.
   *
   * Example: `2021-05-14T14:09:57.266Z`. Source: *v3 Workflow Descriptions*.
   */
  timestamp: Timestamp;
  /**
   * The workflow execution.
   *
   * Source: *v3 Workflow Descriptions*.
   */
  workflowExecution: ExecutionRef;
  [k: string]: unknown;
}
/**
 * A credential or a part, identified by its id.
 */
export interface Reference {
  /**
   * The id: a 36-character UUID.
   *
   * Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: *Creating or Updating Accounts*.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A workflow execution, identified by its id.
 */
export interface ExecutionRef {
  /**
   * The id: a 36-character UUID.
   *
   * Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: *Creating or Updating Accounts*.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * The response to the call that finalizes a workflow.
 *
 * Source: *v3 Workflow Descriptions*, workflows 5 and 20.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface FinalizeResponse {
  /**
   * The account.
   *
   * Source: *v3 Workflow Descriptions*.
   */
  account: AccountRef;
  /**
   * When the platform responded.
   *
   * Example: `2021-05-14T14:12:30.562Z`. Source: *v3 Workflow Descriptions*.
   */
  timestamp: Timestamp;
  /**
   * The workflow execution.
   *
   * Source: *v3 Workflow Descriptions*.
   */
  workflowExecution: ExecutionRef;
  [k: string]: unknown;
}
/**
 * The callback that the platform posts to `callbackUrl` when a workflow has ended.
 *
 * Source: the vendor's integration guides on callbacks.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface Callback {
  /**
   * The account.
   *
   * Source: the vendor's integration guides on callbacks.
   */
  account: AccountLink;
  /**
   * When the platform sent the callback.
   *
   * Example: `2021-05-28T09:27:50.240Z`. Source: the vendor's integration guides on callbacks.
   */
  callbackSentAt: Timestamp;
  /**
   * The `userReference` of the request.
   *
   * Example: `customer-4711`. Source: the vendor's integration guides on callbacks.
   */
  userReference?: string | null;
  /**
   * The workflow execution and its final status.
   *
   * Source: the vendor's integration guides on callbacks.
   */
  workflowExecution: ExecutionOutcome;
  [k: string]: unknown;
}
/**
 * An account: its id and its URL.
 *
 * Source: the vendor's integration guides on callbacks.
 */
export interface AccountLink {
  /**
   * The URL of the account.
   *
   * Example: `https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's integration guides on callbacks.
   */
  href?: string | null;
  /**
   * The id: a 36-character UUID.
   *
   * Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's integration guides on callbacks.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A workflow execution: its id, its URL, its workflow and its status.
 *
 * Source: the vendor's integration guides on callbacks.
 */
export interface ExecutionOutcome {
  /**
   * The key of the workflow.
   *
   * Example: `10011`. Source: the vendor's integration guides on callbacks.
   */
  definitionKey: WorkflowKey;
  /**
   * The URL for retrieving the result.
   *
   * Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guides on callbacks.
   */
  href?: string | null;
  /**
   * The id: a 36-character UUID.
   *
   * Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guides on callbacks.
   */
  id: string;
  /**
   * The status of the execution.
   *
   * Example: `PROCESSED`. Source: the vendor's integration guides on callbacks.
   */
  status: ExecutionStatus;
  [k: string]: unknown;
}
/**
 * The response to a status request: the account, and the workflow execution with its status.
 *
 * Source: the vendor's integration guides on statuses.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface StatusResponse {
  /**
   * The account.
   *
   * Source: the vendor's integration guides on statuses.
   */
  account: AccountLink;
  /**
   * The workflow execution and its current status.
   *
   * Source: the vendor's integration guides on statuses.
   */
  workflowExecution: ExecutionOutcome;
  [k: string]: unknown;
}
/**
 * A problem document: why the platform rejected a call.
 *
 * Source: *Use Existing Credentials*, sample error responses.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key; all warnings; and rules that depend on the channel.
 */
export interface Problem {
  /**
   * The details of the problem.
   *
   * Example: `"[]"`. Source: *Use Existing Credentials*.
   */
  detail?: {
    [k: string]: unknown;
  };
  /**
   * The path of the call.
   *
   * Example: `/api/v1/accounts`. Source: *Use Existing Credentials*.
   */
  instance?: string | null;
  /**
   * The HTTP status: a string or a number.
   *
   * Example: `"400"`. Source: *Use Existing Credentials*.
   */
  status: number | string;
  /**
   * A summary of the problem. It may repeat values of the request.
   *
   * Example: `Bad Request`. Source: *Use Existing Credentials*.
   */
  title: string;
  /**
   * The type of the problem: a URI.
   *
   * Example: `about:blank`. Source: *Use Existing Credentials*.
   */
  type?: string | null;
  [k: string]: unknown;
}
/**
 * The result of a workflow, as retrieved with GET. Much of it is personal data.
 *
 * Source: *View or Retrieve Workflow Transactions*; the vendor's integration guide.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed, KYX704 unknown-credential; all warnings; and rules that depend on the channel.
 */
export interface RetrievalResponse {
  /**
   * The account that the workflow ran on.
   *
   * Source: the vendor's integration guide.
   */
  account: AccountRef;
  /**
   * The results of each capability.
   *
   * Source: the vendor's integration guide.
   */
  capabilities?: CapabilityResults | null;
  /**
   * The time at which it ended, in UTC.
   *
   * Example: `2023-09-08T06:32:52.164Z`. Source: the vendor's integration guide.
   */
  completedAt?: Timestamp | null;
  /**
   * The time at which the workflow was created, in UTC.
   *
   * Example: `2023-09-08T06:30:52.164Z`. Source: the vendor's integration guide.
   */
  createdAt?: Timestamp | null;
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: RetrievedCredential[] | null;
  /**
   * The decision of the workflow as a whole; older responses do not have it. The documented labels are those of its type, `OK`, `TECHNICAL_ERROR` and `TOKEN_EXPIRED`.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  decision?: Decision | null;
  /**
   * What the customer reported about the transaction afterwards.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  feedback?: Feedback | null;
  /**
   * The time at which it was started, in UTC; absent if the session expired before.
   *
   * Example: `2023-09-08T06:31:52.164Z`. Source: the vendor's integration guide.
   */
  startedAt?: Timestamp | null;
  /**
   * Where the steps can be retrieved.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  steps?: StepsLink | null;
  /**
   * The time at which its data was deleted, in UTC.
   *
   * Example: `2024-09-08T06:32:52.164Z`. Source: *View or Retrieve Workflow Transactions*.
   */
  wipedOutAt?: Timestamp | null;
  /**
   * The workflow.
   *
   * Source: the vendor's integration guide.
   */
  workflow: RetrievedWorkflow;
  [k: string]: unknown;
}
/**
 * The results of each capability of a workflow.
 *
 * The platform adds capabilities: those that this version does not know are kept among the unknown fields.
 *
 * Source: the vendor's integration guide.
 */
export interface CapabilityResults {
  /**
   * Whether an address exists.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  addressValidation?: AddressValidationResult[] | null;
  /**
   * Whether a known person was in front of the camera.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  authentication?: AuthenticationResult[] | null;
  /**
   * Whether the data on an ID is consistent.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  dataChecks?: DataChecksResult[] | null;
  /**
   * Whether a driving license is registered.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  drivingLicenseVerification?: DrivingLicenseVerificationResult[] | null;
  /**
   * The data on a document.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  extraction?: ExtractionResult[] | null;
  /**
   * Whether the images of an ID are genuine.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  imageChecks?: ImageChecksResult[] | null;
  /**
   * Whether a living person was in front of the camera.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  liveness?: LivenessResult[] | null;
  /**
   * Whether a person lives at an address.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  proofOfResidency?: ProofOfResidencyResult[] | null;
  /**
   * Whether two credentials show the same person.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  similarity?: SimilarityResult[] | null;
  /**
   * Whether the images of a credential can be used.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  usability?: UsabilityResult[] | null;
  /**
   * Whether a person is on a watchlist.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  watchlistScreening?: WatchlistScreeningResult[] | null;
  [k: string]: unknown;
}
/**
 * Whether an address exists.
 *
 * Source: the vendor's integration guide.
 */
export interface AddressValidationResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: OtherData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `NOT_ENOUGH_DATA`, `TECHNICAL_ERROR`, `UNSUPPORTED_COUNTRY`, `PRECONDITION_NOT_FULFILLED`
   * - `PASSED`: `OK`
   * - `REJECTED`: `DENY`
   * - `WARNING`: `ALERT`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A credential that a capability evaluated.
 *
 * Source: the vendor's integration guide.
 */
export interface EvaluatedCredential {
  /**
   * The category of the credential.
   *
   * Example: `ID`. Source: the vendor's integration guide.
   */
  category?: CredentialCategory | null;
  /**
   * The ID of the credential: a UUID in its 36-character form.
   *
   * Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * The data of a capability for which the platform publishes none.
 *
 * Source: the vendor's integration guide.
 */
export interface OtherData {
  [k: string]: unknown;
}
/**
 * The decision of a workflow as a whole, of a step or of a capability.
 *
 * Source: *View or Retrieve Workflow Transactions*; the vendor's integration guide.
 */
export interface Decision {
  /**
   * Why it was made.
   *
   * Source: the vendor's integration guide.
   */
  details?: DecisionDetails | null;
  /**
   * The risk, for a workflow and its steps.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  risk?: Risk | null;
  /**
   * The decision.
   *
   * Example: `PASSED`. Source: the vendor's integration guide.
   */
  type: DecisionType;
  [k: string]: unknown;
}
/**
 * Why a decision was made.
 *
 * Source: the vendor's integration guide.
 */
export interface DecisionDetails {
  /**
   * The reason, as one of the labels that the guide lists for the capability, such as `OK`, `BLURRED`, `NO_MATCH` or `PRECONDITION_NOT_FULFILLED`. The platform adds labels.
   *
   * Example: `OK`. Source: the vendor's integration guide.
   */
  label?: string | null;
  [k: string]: unknown;
}
/**
 * The risk that the platform computed.
 *
 * Source: *View or Retrieve Workflow Transactions*.
 */
export interface Risk {
  /**
   * From 0 to 100, with at most 2 decimals; -1 if the workflow was not executed. By default, up to 30 passes and from 71 on is rejected; customers can move these limits.
   *
   * Example: `12.5`. Source: *View or Retrieve Workflow Transactions*.
   */
  score?: number | null;
  [k: string]: unknown;
}
/**
 * Whether a known person was in front of the camera.
 *
 * Source: the vendor's integration guide.
 */
export interface AuthenticationResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: AuthenticationData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `OK`
   * - `REJECTED`: `FAILED`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  /**
   * The URL of the part `FACEMAP` that later authentications can use.
   *
   * Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`. Source: the vendor's integration guide.
   */
  validFaceMapForAuthentication?: string | null;
  [k: string]: unknown;
}
/**
 * What the authentication found.
 *
 * Source: the vendor's integration guide.
 */
export interface AuthenticationData {
  /**
   * The method: `IPROOV_STANDARD`, `IPROOV_PREMIUM` or `JUMIO_STANDARD`.
   *
   * Example: `JUMIO_STANDARD`. Source: the vendor's integration guide.
   */
  type?: string | null;
  [k: string]: unknown;
}
/**
 * Whether the data on an ID is consistent.
 *
 * Source: the vendor's integration guide.
 */
export interface DataChecksResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: OtherData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `OK`
   * - `REJECTED`: `NFC_CERTIFICATE`, `MISMATCHING_DATAPOINTS`, `MRZ_CHECKSUM`, `MISMATCHING_DATA_REPEATED_FACE`, `MISMATCH_HRZ_MRZ_DATA`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * Whether a driving license is registered.
 *
 * Source: the vendor's integration guide.
 */
export interface DrivingLicenseVerificationResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: OtherData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `TECHNICAL_ERROR`, `UNSUPPORTED_COUNTRY`, `UNSUPPORTED_STATE`, `PRECONDITION_NOT_FULFILLED`, `VALIDATION_FAILED`
   * - `PASSED`: `OK`
   * - `REJECTED`: `DENY`
   * - `WARNING`: `ALERT`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * The data on a document.
 *
 * Source: the vendor's integration guide.
 */
export interface ExtractionResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: ExtractionData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `OK`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * The data on a document.
 *
 * Source: the vendor's integration guide.
 */
export interface ExtractionData {
  /**
   * The address: an object in all samples, a string in a table of the guide.
   *
   * Source: the vendor's integration guide.
   */
  address?: ExtractedAddress | string | null;
  /**
   * The citizenship.
   *
   * Example: `USA`. Source: the vendor's integration guide.
   */
  citizenship?: string | null;
  /**
   * The Brazilian CPF number.
   *
   * Example: `52998224725`. Source: the vendor's integration guide.
   */
  cpf?: string | null;
  /**
   * The Mexican population registry code.
   *
   * Example: `AAAA000000HDFXXX00`. Source: the vendor's integration guide.
   */
  curp?: string | null;
  /**
   * The age of the holder in years: a number in the guide, a string in some responses.
   *
   * Example: `28`. Source: the vendor's integration guide.
   */
  currentAge?: NumberOrString | null;
  /**
   * The date of birth: `YYYY-MM-DD`.
   *
   * Example: `1972-11-16`. Source: the vendor's integration guide.
   */
  dateOfBirth?: string | null;
  /**
   * The parts of the date of birth, if the document does not show all of them.
   *
   * Source: the vendor's integration guide.
   */
  dateOfBirthParts?: DateParts | null;
  /**
   * Whether the document shows a disability: `YES` or `NO`.
   *
   * Example: `NO`. Source: the vendor's integration guide.
   */
  disability?: string | null;
  /**
   * The classes of vehicles that the holder may drive.
   *
   * Example: `[{"category":"B"}]`. Source: the vendor's integration guide.
   */
  dlCategories?: unknown[] | null;
  /**
   * The Spanish or Latin American DNI number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  dni?: string | null;
  /**
   * The number of the copy of the document.
   *
   * Example: `1`. Source: the vendor's integration guide.
   */
  documentCopy?: string | null;
  /**
   * The identification number of the document.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  documentIdentificationNumber?: string | null;
  /**
   * The number of the document.
   *
   * Example: `057033812`. Source: the vendor's integration guide.
   */
  documentNumber?: string | null;
  /**
   * How long the holder of a visa may stay.
   *
   * Example: `90 days`. Source: the vendor's integration guide.
   */
  durationOfStay?: string | null;
  /**
   * The last day on which the document is valid: `YYYY-MM-DD`.
   *
   * Example: `2026-01-22`. Source: the vendor's integration guide.
   */
  expiryDate?: string | null;
  /**
   * The parts of the expiry date, if the document does not show all of them.
   *
   * Source: the vendor's integration guide.
   */
  expiryDateParts?: DateParts | null;
  /**
   * The name of the father.
   *
   * Example: `Jack Smith`. Source: the vendor's integration guide.
   */
  fathersName?: string | null;
  /**
   * The first name.
   *
   * Example: `John`. Source: the vendor's integration guide.
   */
  firstName?: string | null;
  /**
   * The gender: `M`, `F` or `X`.
   *
   * Example: `M`. Source: the vendor's integration guide.
   */
  gender?: string | null;
  /**
   * The authority that issued the document.
   *
   * Example: `DMV`. Source: the vendor's integration guide.
   */
  issuingAuthority?: string | null;
  /**
   * The country that issued the document: an ISO 3166-1 alpha-3 code, or `XKX`.
   *
   * Example: `USA`. Source: the vendor's integration guide.
   */
  issuingCountry?: string | null;
  /**
   * The date of issue: `YYYY-MM-DD`.
   *
   * Example: `2021-01-22`. Source: the vendor's integration guide.
   */
  issuingDate?: string | null;
  /**
   * The parts of the date of issue, if the document does not show all of them.
   *
   * Source: the vendor's integration guide.
   */
  issuingDateParts?: DateParts | null;
  /**
   * The issuing number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  issuingNumber?: string | null;
  /**
   * The place where the document was issued.
   *
   * Example: `Portland`. Source: the vendor's integration guide.
   */
  issuingPlace?: string | null;
  /**
   * The labor identification number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  laborIdentificationNumber?: string | null;
  /**
   * The last name.
   *
   * Example: `Smith`. Source: the vendor's integration guide.
   */
  lastName?: string | null;
  /**
   * The last name at birth.
   *
   * Example: `Smith`. Source: the vendor's integration guide.
   */
  lastNameAtBirth?: string | null;
  /**
   * The marital status.
   *
   * Example: `MARRIED`. Source: the vendor's integration guide.
   */
  maritalStatus?: string | null;
  /**
   * The name of the mother.
   *
   * Example: `Jane Smith`. Source: the vendor's integration guide.
   */
  mothersName?: string | null;
  /**
   * The nationality: an ISO 3166-1 alpha-3 code, or `XKX`.
   *
   * Example: `USA`. Source: the vendor's integration guide.
   */
  nationality?: string | null;
  /**
   * How often the holder of a visa may enter.
   *
   * Example: `1`. Source: the vendor's integration guide.
   */
  numberOfEntries?: string | null;
  /**
   * The first optional field of the machine-readable zone.
   *
   * Example: `X1`. Source: the vendor's integration guide.
   */
  optionalMrzField1?: string | null;
  /**
   * The second optional field of the machine-readable zone.
   *
   * Example: `X2`. Source: the vendor's integration guide.
   */
  optionalMrzField2?: string | null;
  /**
   * The number of the passport.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  passportNumber?: string | null;
  /**
   * The personal identification number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  personalIdentificationNumber?: string | null;
  /**
   * The personal number.
   *
   * Example: `52998224725`. Source: the vendor's integration guide.
   */
  personalNumber?: string | null;
  /**
   * The Polish PESEL number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  pesel?: string | null;
  /**
   * The place of birth.
   *
   * Example: `Portland`. Source: the vendor's integration guide.
   */
  placeOfBirth?: string | null;
  /**
   * The registration number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  registrationNumber?: string | null;
  /**
   * The religion.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  religion?: string | null;
  /**
   * Remarks on the document.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  remarks?: string | null;
  /**
   * The remarks on a residence permit.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  residentPermitRemarks?: string | null;
  /**
   * The type of a residence permit.
   *
   * Example: `B`. Source: the vendor's integration guide.
   */
  residentPermitType?: string | null;
  /**
   * The Brazilian RG number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  rgNumber?: string | null;
  /**
   * The state that issued the document.
   *
   * Example: `IL`. Source: the vendor's integration guide.
   */
  state?: string | null;
  /**
   * The subtype of the document, such as `NATIONAL_ID`, `REGULAR_DRIVING_LICENSE` or `E_PASSPORT`; unknown is spelled `UNKOWN` by the platform.
   *
   * Example: `NATIONAL_ID`. Source: the vendor's integration guide.
   */
  subType?: string | null;
  /**
   * The tax number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  taxNumber?: string | null;
  /**
   * The type of the document.
   *
   * Example: `PASSPORT`. Source: the vendor's integration guide.
   */
  type?: ExtractedType | null;
  /**
   * The category of a visa.
   *
   * Example: `B1`. Source: the vendor's integration guide.
   */
  visaCategory?: string | null;
  /**
   * The voter ID number.
   *
   * Example: `12345`. Source: the vendor's integration guide.
   */
  voterIdNumber?: string | null;
  [k: string]: unknown;
}
/**
 * The address on a document.
 *
 * Source: the vendor's integration guide.
 */
export interface ExtractedAddress {
  /**
   * The city.
   *
   * Example: `Portland`. Source: the vendor's integration guide.
   */
  city?: string | null;
  /**
   * The country: an ISO 3166-1 alpha-3 code, or `XKX`.
   *
   * Example: `USA`. Source: the vendor's integration guide.
   */
  country?: string | null;
  /**
   * The whole address.
   *
   * Example: `12345 SW Address Ln, Portland`. Source: the vendor's integration guide.
   */
  formattedAddress?: string | null;
  /**
   * The first line.
   *
   * Example: `12345 SW Address Ln`. Source: the vendor's integration guide.
   */
  line1?: string | null;
  /**
   * The second line.
   *
   * Example: `Suite 707`. Source: the vendor's integration guide.
   */
  line2?: string | null;
  /**
   * The third line.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  line3?: string | null;
  /**
   * The fourth line.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  line4?: string | null;
  /**
   * The fifth line.
   *
   * Example: `X`. Source: the vendor's integration guide.
   */
  line5?: string | null;
  /**
   * The postal code.
   *
   * Example: `97201`. Source: the vendor's integration guide.
   */
  postalCode?: string | null;
  /**
   * The state or province.
   *
   * Example: `OR`. Source: the vendor's integration guide.
   */
  subdivision?: string | null;
  [k: string]: unknown;
}
/**
 * The parts of a date that a document shows.
 *
 * Source: the vendor's integration guide.
 */
export interface DateParts {
  /**
   * The day.
   *
   * Example: `16`. Source: the vendor's integration guide.
   */
  day?: string | null;
  /**
   * The month.
   *
   * Example: `11`. Source: the vendor's integration guide.
   */
  month?: string | null;
  /**
   * The year.
   *
   * Example: `1972`. Source: the vendor's integration guide.
   */
  year?: string | null;
  [k: string]: unknown;
}
/**
 * Whether the images of an ID are genuine.
 *
 * Source: the vendor's integration guide.
 */
export interface ImageChecksResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: ImageChecksData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `OK`
   * - `REJECTED`: `DIGITAL_COPY`, `WATERMARK`, `MANIPULATED_DOCUMENT`, `MANIPULATED_DOCUMENT_PHOTO`, `MANIPULATED_DOCUMENT_EXPIRY`, `MANIPULATED_DOCUMENT_NAME`, `MANIPULATED_DOCUMENT_ADDRESS`, `MANIPULATED_DOCUMENT_SECURITY_CHECKS`, `MANIPULATED_DOCUMENT_SIGNATURE`, `MANIPULATED_DOCUMENT_PERSONAL_NUMBER`, `MANIPULATED_DOCUMENT_PLACE_OF_BIRTH`, `MANIPULATED_DOCUMENT_GENDER`, `MANIPULATED_DOCUMENT_ISSUING_DATE`, `OTHER_REJECTION`, `GHOST_IMAGE_DIFFERENT`, `PUNCHED`, `SAMPLE`, `FAKE`, `CHIP_MISSING`, `DIGITAL_MANIPULATION`, `MISMATCH_FRONT_BACK`
   * - `WARNING`: `DIFFERENT_PERSON`, `REPEATED_FACE`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * What the image checks found.
 *
 * Source: the vendor's integration guide.
 */
export interface ImageChecksData {
  /**
   * Whether the face was seen in earlier transactions.
   *
   * Source: the vendor's integration guide.
   */
  faceSearchFindings?: FaceSearchFindings | null;
  [k: string]: unknown;
}
/**
 * Whether a face was seen in earlier transactions.
 *
 * Source: the vendor's integration guide.
 */
export interface FaceSearchFindings {
  /**
   * The IDs of the workflow executions with the same face.
   *
   * Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: the vendor's integration guide.
   */
  findings?: string[] | null;
  /**
   * The status of the search: `DONE`, `PENDING` or `ERROR`.
   *
   * Example: `DONE`. Source: the vendor's integration guide.
   */
  status?: string | null;
  [k: string]: unknown;
}
/**
 * Whether a living person was in front of the camera.
 *
 * Source: the vendor's integration guide.
 */
export interface LivenessResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: LivenessData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `OK`
   * - `REJECTED`: `LIVENESS_UNDETERMINED`, `ID_USED_AS_SELFIE`, `MULTIPLE_PEOPLE`, `DIGITAL_COPY`, `PHOTOCOPY`, `MANIPULATED`, `NO_FACE_PRESENT`, `FACE_NOT_FULLY_VISIBLE`, `BLACK_WHITE`
   * - `WARNING`: `AGE_DIFFERENCE`, `BAD_QUALITY`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  /**
   * The URL of the part `FACEMAP` that later authentications can use.
   *
   * Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`. Source: the vendor's integration guide.
   */
  validFaceMapForAuthentication?: string | null;
  [k: string]: unknown;
}
/**
 * What the liveness check found.
 *
 * Source: the vendor's integration guide.
 */
export interface LivenessData {
  /**
   * The range that contains the age, such as `25-34`.
   *
   * Example: `25-34`. Source: the vendor's integration guide.
   */
  ageConfidenceRange?: string | null;
  /**
   * The estimated age in years.
   *
   * Example: `28`. Source: the vendor's integration guide.
   */
  predictedAge?: number | null;
  /**
   * The method: `IPROOV_STANDARD`, `IPROOV_PREMIUM` or `JUMIO_STANDARD`.
   *
   * Example: `JUMIO_STANDARD`. Source: the vendor's integration guide.
   */
  type?: string | null;
  [k: string]: unknown;
}
/**
 * Whether a person lives at an address.
 *
 * Source: the vendor's integration guide.
 */
export interface ProofOfResidencyResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: OtherData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `NOT_ENOUGH_DATA`, `TECHNICAL_ERROR`, `UNSUPPORTED_COUNTRY`, `PRECONDITION_NOT_FULFILLED`
   * - `PASSED`: `OK`
   * - `REJECTED`: `DENY`
   * - `WARNING`: `ALERT`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * Whether two credentials show the same person.
 *
 * Source: the vendor's integration guide.
 */
export interface SimilarityResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: SimilarityData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `PRECONDITION_NOT_FULFILLED`, `TECHNICAL_ERROR`
   * - `PASSED`: `MATCH`
   * - `REJECTED`: `NO_MATCH`
   * - `WARNING`: `NOT_POSSIBLE`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * What the comparison of faces found.
 *
 * Source: the vendor's integration guide.
 */
export interface SimilarityData {
  /**
   * The outcome. Mind the label of the decision, which says `NO_MATCH` where this says `NOT_MATCH`.
   *
   * Example: `MATCH`. Source: the vendor's integration guide.
   */
  similarity?: Similarity | null;
  [k: string]: unknown;
}
/**
 * Whether the images of a credential can be used.
 *
 * Source: the vendor's integration guide.
 */
export interface UsabilityResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: OtherData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `TECHNICAL_ERROR`, `NOT_UPLOADED`
   * - `PASSED`: `OK`
   * - `REJECTED`: `BAD_QUALITY`, `BLURRED`, `BAD_QUALITY_IMAGE`, `PART_OF_DOCUMENT_MISSING`, `PART_OF_DOCUMENT_HIDDEN`, `DAMAGED_DOCUMENT`, `GLARE`, `MISSING_MANDATORY_DATAPOINTS`, `BLACK_WHITE`, `MISSING_PAGE`, `MISSING_SIGNATURE`, `NOT_A_DOCUMENT`, `PHOTOCOPY`
   * - `WARNING`: `LIVENESS_UNDETERMINED`, `UNSUPPORTED_COUNTRY`, `UNSUPPORTED_DOCUMENT_TYPE`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * Whether a person is on a watchlist.
 *
 * Source: the vendor's integration guide.
 */
export interface WatchlistScreeningResult {
  /**
   * The credentials that were evaluated.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  credentials?: EvaluatedCredential[] | null;
  /**
   * The data that was found; absent or empty if the capability was not executed.
   *
   * Source: the vendor's integration guide.
   */
  data?: WatchlistScreeningData | null;
  /**
   * The decision. The documented labels of each type, to which the platform adds others:
   *
   * - `NOT_EXECUTED`: `NOT_ENOUGH_DATA`, `VALIDATION_FAILED`, `INVALID_MERCHANT_SETTINGS`, `TECHNICAL_ERROR`, `EXTRACTION_NOT_DONE`, `NO_VALID_ID_CREDENTIAL`, `PRECONDITION_NOT_FULFILLED`
   * - `PASSED`: `OK`
   * - `WARNING`: `ALERT`
   *
   *
   * Source: the vendor's integration guide.
   */
  decision: Decision;
  /**
   * The ID of the result, by which steps refer to it: a UUID in its 36-character form.
   *
   * Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * What the screening found.
 *
 * Source: the vendor's integration guide.
 */
export interface WatchlistScreeningData {
  /**
   * The time of the search.
   *
   * Example: `2023-09-08T06:32:52.000Z`. Source: the vendor's integration guide.
   */
  searchDate?: string | null;
  /**
   * The ID of the search.
   *
   * Example: `1234`. Source: the vendor's integration guide.
   */
  searchId?: NumberOrString | null;
  /**
   * The reference of the search.
   *
   * Example: `1690000000-abcd`. Source: the vendor's integration guide.
   */
  searchReference?: string | null;
  /**
   * The URL of the results in the screening provider's portal.
   *
   * Example: `https://www.example.com/search/1234`. Source: the vendor's integration guide.
   */
  searchResultUrl?: string | null;
  /**
   * The number of results.
   *
   * Example: `0`. Source: the vendor's integration guide.
   */
  searchResults?: number | null;
  /**
   * The status of the search: `DONE`, `NOT_DONE` or `ERROR`; a sample of the guide has `SUCCESS`.
   *
   * Example: `DONE`. Source: the vendor's integration guide.
   */
  searchStatus?: string | null;
  [k: string]: unknown;
}
/**
 * A credential in a retrieval response.
 *
 * Source: the vendor's integration guide.
 */
export interface RetrievedCredential {
  /**
   * The category of the credential.
   *
   * Example: `ID`. Source: the vendor's integration guide.
   */
  category: CredentialCategory;
  /**
   * The IP address of the end user.
   *
   * Example: `226.80.211.232`. Source: *View or Retrieve Workflow Transactions*.
   */
  clientIp?: string | null;
  /**
   * The consent that was recorded along with it.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  consent?: RecordedConsent | null;
  /**
   * The ID of the credential: a UUID in its 36-character form.
   *
   * Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: the vendor's integration guide.
   */
  id: string;
  /**
   * The label that distinguishes it from others of the category.
   *
   * Example: `ID 1`. Source: *View or Retrieve Workflow Transactions*.
   */
  label?: string | null;
  /**
   * Its parts; absent if none was uploaded.
   *
   * Example: `[]`. Source: the vendor's integration guide.
   */
  parts?: RetrievedPart[] | null;
  /**
   * Whether it comes from a reusable identity.
   *
   * Source: *View or Retrieve Workflow Transactions*.
   */
  reusableIdentity?: ReusableIdentity | null;
  [k: string]: unknown;
}
/**
 * The consent that was recorded along with a credential.
 *
 * Source: *View or Retrieve Workflow Transactions*.
 */
export interface RecordedConsent {
  /**
   * Who collected it, such as `CUSTOMER`.
   *
   * Example: `CUSTOMER`. Source: *View or Retrieve Workflow Transactions*.
   */
  collectedBy?: string | null;
  /**
   * Whether the end user consented.
   *
   * Example: `true`. Source: *View or Retrieve Workflow Transactions*.
   */
  decisionAccepted?: boolean | null;
  [k: string]: unknown;
}
/**
 * A part of a credential in a retrieval response.
 *
 * Source: the vendor's integration guide.
 */
export interface RetrievedPart {
  /**
   * How it was captured, such as `auto_capture` or `manual_capture`.
   *
   * Example: `auto_capture`. Source: *View or Retrieve Workflow Transactions*.
   */
  captureType?: string | null;
  /**
   * What it shows: `FRONT`, `BACK`, `FACE`, `FACEMAP`, `PREPARED_DATA`, or `LIVENESS_1` and so on.
   *
   * Example: `FRONT`. Source: the vendor's integration guide.
   */
  classifier: string;
  /**
   * The URL to fetch it from, with the OAuth access token; absent for a facemap.
   *
   * Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT`. Source: the vendor's integration guide.
   */
  href?: string | null;
  [k: string]: unknown;
}
/**
 * Whether a credential comes from a reusable identity.
 *
 * Source: *View or Retrieve Workflow Transactions*.
 */
export interface ReusableIdentity {
  /**
   * Where it comes from, such as `JUMIO`.
   *
   * Example: `JUMIO`. Source: *View or Retrieve Workflow Transactions*.
   */
  source?: string | null;
  /**
   * The status, such as `ID_NOT_FOUND`.
   *
   * Example: `ID_NOT_FOUND`. Source: *View or Retrieve Workflow Transactions*.
   */
  status?: string | null;
  [k: string]: unknown;
}
/**
 * What the customer reported about a transaction afterwards.
 *
 * Source: *View or Retrieve Workflow Transactions*.
 */
export interface Feedback {
  /**
   * The status, such as `FRAUD`.
   *
   * Example: `FRAUD`. Source: *View or Retrieve Workflow Transactions*.
   */
  status?: string | null;
  [k: string]: unknown;
}
/**
 * Where the steps of a workflow can be retrieved.
 *
 * Source: *View or Retrieve Workflow Transactions*.
 */
export interface StepsLink {
  /**
   * The URL of the steps.
   *
   * Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976/steps`. Source: *View or Retrieve Workflow Transactions*.
   */
  href?: string | null;
  [k: string]: unknown;
}
/**
 * The workflow in a retrieval response.
 *
 * Source: the vendor's integration guide.
 */
export interface RetrievedWorkflow {
  /**
   * The IDs of workflow executions that this one started.
   *
   * Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: *View or Retrieve Workflow Transactions*.
   */
  childIds?: string[] | null;
  /**
   * Your reference for the request.
   *
   * Example: `order-4711`. Source: the vendor's integration guide.
   */
  customerInternalReference?: string | null;
  /**
   * The key of the workflow.
   *
   * Example: `2`. Source: the vendor's integration guide.
   */
  definitionKey?: string | null;
  /**
   * The ID of the workflow execution: a UUID in its 36-character form.
   *
   * Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guide.
   */
  id: string;
  /**
   * The key of the workflow before it was replaced by another.
   *
   * Example: `2`. Source: *View or Retrieve Workflow Transactions*.
   */
  originalDefinitionKey?: string | null;
  /**
   * The ID of the workflow execution that started this one.
   *
   * Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *View or Retrieve Workflow Transactions*.
   */
  parentId?: string | null;
  /**
   * Your value for searching and aggregating.
   *
   * Example: `spring-campaign`. Source: *View or Retrieve Workflow Transactions*.
   */
  reportingCriteria?: string | null;
  /**
   * How far it is. `PROCESSED` does not mean that it passed: see `decision`.
   *
   * Example: `PROCESSED`. Source: the vendor's integration guide.
   */
  status: ExecutionStatus;
  /**
   * Your reference for the end user.
   *
   * Example: `customer-4711`. Source: the vendor's integration guide.
   */
  userReference?: string | null;
  [k: string]: unknown;
}
/**
 * The response to the request for the steps of a workflow.
 *
 * Source: the vendor's integration guides on retrieval, steps.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key, KYX204 invalid-uuid, KYX701 href-mismatch, KYX702 href-malformed; all warnings; and rules that depend on the channel.
 */
export interface StepsResponse {
  /**
   * The steps.
   *
   * Example: `[{"id":"2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a"}]`. Source: the vendor's integration guides on retrieval, steps.
   */
  steps: Step[];
  [k: string]: unknown;
}
/**
 * A step of a workflow: some of its capabilities, with a common decision.
 *
 * Source: the vendor's integration guides on retrieval, steps.
 */
export interface Step {
  /**
   * The IDs of results of capabilities in the retrieval response: UUIDs in their 36-character form.
   *
   * Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: the vendor's integration guides on retrieval, steps.
   */
  capabilityIds?: string[] | null;
  /**
   * The decision.
   *
   * Source: the vendor's integration guides on retrieval, steps.
   */
  decision?: Decision | null;
  /**
   * The ID: a UUID in its 36-character form.
   *
   * Example: `2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a`. Source: the vendor's integration guides on retrieval, steps.
   */
  id: string;
  /**
   * The name.
   *
   * Example: `ID_IV`. Source: the vendor's integration guides on retrieval, steps.
   */
  name?: StepName | null;
  [k: string]: unknown;
}
/**
 * The response to the call for an access token, which all account calls need.
 *
 * Source: the vendor's integration guides on authorization; RFC 6749, section 5.1.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key; all warnings; and rules that depend on the channel.
 */
export interface TokenResponse {
  /**
   * The token, for the header `Authorization`.
   *
   * Example: `xxx`. Source: the vendor's integration guides on authorization.
   */
  access_token: string;
  /**
   * The lifetime of the token in seconds: 3600 in the sample.
   *
   * Example: `3600`. Source: the vendor's integration guides on authorization.
   */
  expires_in?: number | null;
  /**
   * The type of the token.
   *
   * Example: `Bearer`. Source: the vendor's integration guides on authorization.
   */
  token_type?: string | null;
  [k: string]: unknown;
}
/**
 * The reason why the platform did not issue an access token.
 *
 * Source: RFC 6749, section 5.2.
 *
 * Rules that this schema cannot express and leaves to `kyx lint`: KYX104 duplicate-key; all warnings; and rules that depend on the channel.
 */
export interface TokenError {
  /**
   * The code of the error.
   *
   * Example: `invalid_client`. Source: RFC 6749, section 5.2.
   */
  error: string;
  /**
   * The explanation of the error, for developers.
   *
   * Example: `Client authentication failed`. Source: RFC 6749, section 5.2.
   */
  error_description?: string | null;
  /**
   * A page about the error.
   *
   * Example: `https://example.org/errors`. Source: RFC 6749, section 5.2.
   */
  error_uri?: string | null;
  [k: string]: unknown;
}

/** The payload of each kind. */
export interface Payloads {
  "account-request": AccountRequest;
  "account-response": AccountResponse;
  "callback": Callback;
  "finalize-response": FinalizeResponse;
  "part-response": PartResponse;
  "prepared-data": PreparedData;
  "problem": Problem;
  "retrieval-response": RetrievalResponse;
  "status": StatusResponse;
  "steps-response": StepsResponse;
  "token-error": TokenError;
  "token-response": TokenResponse;
}
