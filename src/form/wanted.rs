//! What should stand in a form: [`Wanted`].

use super::page::Value;
use crate::aws::{AccessKeyId, SecretAccessKey};
use crate::credential::Credential;
use crate::finding::Field;

/// What should stand in the form. `None` leaves a field alone.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// `Name`.
    pub name: Option<Value>,
    /// `Provider` as it is to be in the end, where that isn't Container registry: what an undo gives
    /// back.
    pub provider: Option<String>,
    /// `User name`.
    pub user_name: Option<Value>,
    /// `Password`.
    pub password: Option<Value>,
    /// `Registry server`.
    pub registry: Option<Value>,
}

impl From<&Credential> for Wanted {
    fn from(credential: &Credential) -> Wanted {
        Wanted {
            name: Some(Value::new(credential.name.as_str())),
            provider: None,
            user_name: Some(Value::new(credential.user_name.as_str())),
            password: Some(Value::new(credential.password.expose())),
            registry: Some(Value::new(&credential.registry.to_string())),
        }
    }
}

impl Wanted {
    /// A key alone: what is replaced where a credential is there already.
    pub fn key(id: &AccessKeyId, secret: &SecretAccessKey) -> Wanted {
        Wanted {
            user_name: Some(Value::new(id.as_str())),
            password: Some(Value::new(secret.expose())),
            ..Wanted::default()
        }
    }

    pub(super) fn value(&self, field: Field) -> Option<&Value> {
        match field {
            Field::Name => self.name.as_ref(),
            Field::UserName => self.user_name.as_ref(),
            Field::Password => self.password.as_ref(),
            Field::Registry => self.registry.as_ref(),
            Field::File | Field::Form | Field::Aws | Field::Provider => None,
        }
    }
}
