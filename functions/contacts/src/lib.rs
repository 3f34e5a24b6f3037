//! Handler name → function of the area `contacts`.

mod put_contact;

platform::handlers! { http put_contact }
