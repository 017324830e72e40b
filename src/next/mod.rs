//! The steps after an account response: what each channel does, and with which token.

mod step;

use crate::{
    model::{AccountResponse, AllowedChannel, ApiAccess, CredentialAccess, CredentialCategory},
    workflow::Channel,
};

pub use step::{Client, Finalize, Journey, NextSteps, Remark, Step, Upload};

impl AccountResponse {
    /// The next steps if this channel provides the credentials. Without a channel, the steps of each channel that can
    /// complete the workflow; those of all channels if none can.
    ///
    /// Source: *Use Existing Credentials*, cases 1 and 2 and auto-finalization; *v3 Workflow Descriptions*, the uploads and
    /// the finalization of workflows 5 and 20, and the note on the facemap of workflow 16; *Credential Reference*, facemap;
    /// *Jumio Platform API – Credentials*, the tokens.
    ///
    /// ```
    /// use kyx_schema::{AccountResponse, Channel, next::Finalize};
    ///
    /// let response: AccountResponse = serde_json::from_str(r#"{
    ///     "timestamp": "2023-09-08T06:30:52.164Z",
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "sdk": {"token": "xxx"},
    ///     "workflowExecution": {
    ///         "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///         "credentials": [
    ///             {"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID", "allowedChannels": []},
    ///             {"id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace", "category": "SELFIE", "allowedChannels": ["SDK"]}
    ///         ]
    ///     }
    /// }"#)?;
    /// let next = response.next_steps(Some(Channel::Sdk));
    /// assert_eq!(next.existing.len(), 1);
    /// assert_eq!(next.journeys[0].finalize, Some(Finalize::Client));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn next_steps(&self, channel: Option<Channel>) -> NextSteps<'_> {
        let credentials = self.workflow_execution.credentials.iter().enumerate();
        let (existing, needed): (Vec<_>, Vec<_>) = credentials.partition(|(_, it)| is_existing(it));
        let journey = |channel: Channel| match channel {
            Channel::Api => self.journey_by_api(&needed),
            Channel::Web | Channel::Sdk => self.journey_by_client(channel, &needed),
        };
        let journeys = match channel {
            _ if needed.is_empty() => Vec::new(),
            Some(channel) => vec![journey(channel)],
            None => {
                let all: Vec<_> = [Channel::Web, Channel::Sdk, Channel::Api].map(journey).into();
                let possible: Vec<_> = all.iter().filter(|it| it.is_possible()).cloned().collect();
                if possible.is_empty() { all } else { possible }
            }
        };
        NextSteps { existing: existing.into_iter().map(|(_, it)| &it.category).collect(), journeys }
    }

    fn journey_by_api<'a>(&'a self, needed: &[Needed<'a>]) -> Journey<'a> {
        let mut journey = Journey::new(Channel::Api);
        let all = &self.workflow_execution.credentials;
        let is_selfie = |it: &CredentialAccess| it.category == CredentialCategory::Selfie;
        let has_selfie = all.iter().any(|it| is_selfie(it) && (is_existing(it) || is_by_api(it)));
        let (by_api, others): (Vec<Needed<'_>>, Vec<_>) = needed.iter().partition(|(_, it)| is_by_api(it));
        by_api.iter().for_each(|it| journey.upload(*it));
        for (_, credential) in others {
            journey.remarks.push(match credential.category {
                CredentialCategory::Facemap if has_selfie => Remark::SelfieInstead,
                _ => other_channels(credential),
            });
        }
        if !journey.lacks_channel() {
            journey.finalize_by_call(&by_api);
        }
        journey
    }

    fn journey_by_client<'a>(&'a self, channel: Channel, needed: &[Needed<'a>]) -> Journey<'a> {
        let mut journey = Journey::new(channel);
        let (by_client, others): (Vec<Needed<'_>>, Vec<_>) =
            needed.iter().partition(|(_, it)| it.allowed_channels.contains(&allowed(channel)));
        for other in others {
            // What only API provides comes first, such as the facemap of workflow 16.
            if is_by_api(other.1) && !by_client.is_empty() {
                journey.upload(other);
            } else {
                journey.remarks.push(other_channels(other.1));
            }
        }
        if by_client.is_empty() {
            return journey;
        }
        let (access_pointer, access) = match channel {
            Channel::Web => ("/web/href", self.web.as_ref().and_then(|it| it.href.as_ref())),
            _ => ("/sdk/token", self.sdk.as_ref().map(|it| &it.token)),
        };
        if access.is_none() {
            journey.miss(access_pointer, None, "access to the client");
        }
        let categories = by_client.iter().map(|(_, it)| &it.category).collect();
        journey.steps.push(Step::Client(Client { channel, categories, access_pointer, access }));
        journey.finalize = (!journey.lacks_channel()).then_some(Finalize::Client);
        journey
    }
}

/// A credential that must be provided, and its index in the response.
type Needed<'a> = (usize, &'a CredentialAccess);

fn is_existing(credential: &CredentialAccess) -> bool {
    credential.api.is_none() && credential.allowed_channels.is_empty()
}

fn is_by_api(credential: &CredentialAccess) -> bool {
    credential.api.is_some() || credential.allowed_channels.contains(&AllowedChannel::Api)
}

fn allowed(channel: Channel) -> AllowedChannel {
    match channel {
        Channel::Api => AllowedChannel::Api,
        Channel::Web => AllowedChannel::Web,
        Channel::Sdk => AllowedChannel::Sdk,
    }
}

fn other_channels(credential: &CredentialAccess) -> Remark<'_> {
    Remark::OtherChannels { category: &credential.category, channels: &credential.allowed_channels }
}

/// The pointer of a credential's `api` object.
fn api_pointer(index: usize) -> String {
    format!("/workflowExecution/credentials/{index}/api")
}

impl<'a> Journey<'a> {
    fn new(channel: Channel) -> Self {
        Self { channel, steps: Vec::new(), finalize: None, remarks: Vec::new() }
    }

    fn miss(
        &mut self,
        pointer: impl Into<String>,
        category: Option<&'a CredentialCategory>,
        purpose: &'static str,
    ) {
        self.remarks.push(Remark::Missing { pointer: pointer.into(), category, purpose });
    }

    /// Whether a credential cannot be provided by this channel.
    fn lacks_channel(&self) -> bool {
        self.remarks.iter().any(|it| matches!(it, Remark::OtherChannels { .. }))
    }

    /// Adds the uploads of a credential's parts.
    fn upload(&mut self, (index, credential): Needed<'a>) {
        let pointer = api_pointer(index);
        let category = &credential.category;
        let api = credential.api.as_ref();
        let parts = api.and_then(|it| it.parts.as_ref()).filter(|it| !it.is_empty());
        let (Some(api), Some(parts)) = (api, parts) else {
            let pointer = if api.is_none() { pointer } else { format!("{pointer}/parts") };
            return self.miss(pointer, Some(category), "the upload URLs");
        };
        let token_pointer = format!("{pointer}/token");
        if api.token.is_none() {
            self.miss(token_pointer.clone(), Some(category), "the upload token");
        }
        let mut parts: Vec<_> =
            parts.iter().map(|(name, url)| (name.to_ascii_uppercase(), url.as_str())).collect();
        // The front comes before the back, as a person would upload them.
        parts.sort_by_key(|(classifier, _)| classifier == "BACK");
        self.steps.extend(parts.into_iter().map(|(classifier, url)| {
            Step::Upload(Upload {
                credential: &credential.id,
                category,
                classifier,
                url,
                token_pointer: token_pointer.clone(),
                token: api.token.as_ref(),
            })
        }));
    }

    /// Any credential's `api` finalizes the workflow; one with a token is preferred.
    fn finalize_by_call(&mut self, by_api: &[Needed<'a>]) {
        let url = |(index, it): &Needed<'a>| {
            let api: &ApiAccess = it.api.as_ref()?;
            Some((*index, api.workflow_execution.as_deref()?, api.token.as_ref()))
        };
        let calls: Vec<_> = by_api.iter().filter_map(url).collect();
        let Some((index, url, token)) = calls.iter().find(|(.., token)| token.is_some()).or(calls.first())
        else {
            let index = by_api.first().map_or(0, |(index, _)| *index);
            let pointer = format!("{}/workflowExecution", api_pointer(index));
            return self.miss(pointer, None, "the URL that finalizes the workflow");
        };
        let token_pointer = format!("{}/token", api_pointer(*index));
        self.finalize = Some(Finalize::Call { url, token_pointer, token: *token });
    }
}
