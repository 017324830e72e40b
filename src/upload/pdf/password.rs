//! Opens an encrypted PDF with the empty password, as readers do before they ask for one.

use lopdf::{
    Dictionary, Document, EncryptionState, Error,
    encryption::DecryptionError::{
        IncorrectPassword, UnsupportedEncryption, UnsupportedRevision, UnsupportedVersion,
    },
};

use crate::upload::damage::Damage;

/// `encrypt` is the encryption dictionary of a PDF with this trailer.
pub(super) fn open(trailer: &Dictionary, encrypt: Dictionary) -> Result<EncryptionState, Damage> {
    let mut document = Document::new();
    let id = document.add_object(encrypt);
    document.trailer.set("Encrypt", id);
    if let Ok(file_id) = trailer.get(b"ID") {
        document.trailer.set("ID", file_id.clone());
    }
    let opened =
        document.authenticate_user_password("").and_then(|()| EncryptionState::decode(&document, ""));
    opened.map_err(|error| match error {
        Error::InvalidPassword
        | Error::UnsupportedSecurityHandler(_)
        | Error::Decryption(
            IncorrectPassword | UnsupportedEncryption | UnsupportedRevision | UnsupportedVersion,
        ) => Damage::NeedsPassword,
        _ => Damage::Damaged("its encryption cannot be read"),
    })
}
