"""The demo school: a made-up staff that lives through the campaign of 2022 by the verbs a user triggers."""
