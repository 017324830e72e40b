//! Reads, writes and sends the sample payloads with the client in Rust.

use std::{env, error::Error, fs, path::Path};

use openapi::{
    apis::{accounts_api, authorization_api, configuration::Configuration, credentials_api, retrieval_api},
    models::AccountRequest,
};
use serde::{Serialize, de::DeserializeOwned};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    include!("files.rs");
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(calls())
}

async fn calls() -> Outcome {
    let secret = ("client".to_owned(), Some("secret".to_owned()));
    let client = Configuration { base_path: env::var("AUTH")?, basic_auth: Some(secret), ..Configuration::default() };
    let token = authorization_api::get_access_token(&client, "client_credentials", None).await?;
    write(&token, "TokenResponse", "response")?;
    let request: AccountRequest = read("AccountRequest")?;
    let tenant = at("ACCOUNT", &token.access_token)?;
    let opened = accounts_api::create_account(&tenant, request.clone(), None).await?;
    write(&opened, "AccountResponse", "response")?;
    let account = &opened.account.id;
    accounts_api::update_account(&tenant, account, request.clone(), None).await?;

    let execution = &opened.workflow_execution.id;
    let credential = &opened.workflow_execution.credentials[0];
    let access = credential.api.clone().flatten().ok_or("no access")?;
    let api = at("API", &access.token.flatten().ok_or("no token")?)?;
    let id = &credential.id;
    let data = read("PreparedData")?;
    let taken = credentials_api::upload_prepared_data(&api, account, execution, id, data, None).await?;
    write(&taken, "PartResponse", "response")?;
    let file = Path::new(&env::var("WRITTEN")?).with_file_name("front.jpg");
    fs::write(&file, "x")?;
    credentials_api::add_part(&api, account, execution, id, "FRONT", file.clone(), None).await?;
    credentials_api::update_part(&api, account, execution, id, "FRONT", file.clone(), None).await?;
    credentials_api::upload_document(&api, account, execution, id, file, None).await?;
    credentials_api::delete_part(&api, account, execution, id, "FRONT", None).await?;
    credentials_api::delete_parts(&api, account, execution, id, None).await?;
    let finalized = credentials_api::finalize_workflow(&api, account, execution, None).await?;
    write(&finalized, "FinalizeResponse", "response")?;
    let tenant = at("RETRIEVAL", &token.access_token)?;
    let status = retrieval_api::get_status(&tenant, account, execution, None).await?;
    write(&status, "StatusResponse", "response")?;
    let result = retrieval_api::get_result(&tenant, account, execution, None).await?;
    write(&result, "RetrievalResponse", "response")?;
    let steps = retrieval_api::get_steps(&tenant, account, execution, None).await?;
    write(&steps, "StepsResponse", "response")?;
    let part = retrieval_api::get_part(&tenant, account, id, "FRONT", None).await?;
    fs::write(Path::new(&env::var("WRITTEN")?).join("part.png"), part.bytes().await?)?;

    match accounts_api::create_account(&at("ACCOUNT", "no")?, request, None).await {
        Err(openapi::apis::Error::ResponseError(refused)) if refused.status == 401 => Ok(()),
        _ => Err("not refused".into()),
    }
}

/// The settings of a client for a host, which authorizes each call with a token.
fn at(host: &str, token: &str) -> Outcome<Configuration> {
    let token = Some(token.to_owned());
    Ok(Configuration {
        base_path: env::var(host)?,
        oauth_access_token: token.clone(),
        bearer_access_token: token,
        ..Configuration::default()
    })
}

fn file<T: Serialize + DeserializeOwned>(name: &str) -> Outcome {
    write(&read::<T>(name)?, name, "file")
}

fn read<T: DeserializeOwned>(name: &str) -> Outcome<T> {
    Ok(serde_json::from_slice(&fs::read(format!("{}/{name}.json", env::var("SAMPLES")?))?)?)
}

fn write(payload: &impl Serialize, name: &str, origin: &str) -> Outcome {
    Ok(fs::write(format!("{}/{name}.{origin}.json", env::var("WRITTEN")?), serde_json::to_vec(payload)?)?)
}
