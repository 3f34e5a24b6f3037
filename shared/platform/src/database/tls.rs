//! TLS with verification of chain and host name ("verify-full"), by rustls with ring.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// Roots of Amazon RDS and RDS Proxy in all regions, PEM; see the folder's README for the source.
const RDS_ROOTS: &[u8] = include_bytes!("../../certificates/rds-roots.pem");

/// A connector that trusts `own_ca` alone when given (PEM), else the public roots and those of RDS.
///
/// # Errors
/// `own_ca` holds no certificate.
pub(super) fn connector(own_ca: Option<&str>) -> Result<MakeRustlsConnect, Error> {
    let mut roots = RootCertStore::empty();
    match own_ca {
        Some(pem) => {
            let (added, _) = roots.add_parsable_certificates(certificates(pem.as_bytes()));
            if added == 0 {
                return Err(Error::internal("caCertificate of the database secret holds no certificate"));
            }
        }
        None => {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            roots.add_parsable_certificates(certificates(RDS_ROOTS));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect()
}
