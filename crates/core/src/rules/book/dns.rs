//! DNS: stub resolvers, recursive resolvers and servers (RFC 1034, 1035, 2308, 5452).

macro_rules! dns {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A program wants a name's address: the host asks its resolver.
        DnsAsk { /// The resolver.
            server: Ipv4Addr } = "dns-ask", rfc(1034, "5.3.1");
        /// No answer in time: ask again, the next server first if there is one.
        DnsAskAgain { /// Whom.
            server: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "dns-ask-again", rfc(1035, "4.2.1");
        /// Nobody answered after the last try.
        DnsNoAnswer { /// How many times it was asked.
            tries: u8 } = "dns-no-answer", rfc(1035, "4.2.1");
        /// The answer does not fit a question that is open: number, port, server or name are others.
        DnsNotOurs { /// The message's number.
            id: u16 } = "dns-not-ours", rfc(5452, "9.1");
        /// The answer has come: the name is resolved.
        DnsAnswered { /// How many records it has.
            records: u16 } = "dns-answered", rfc(1034, "4.3.1");
        /// The answer is in the cache, and may be used for this long.
        DnsFromCache { /// What is left of its time to live.
            left: Duration } = "dns-from-cache", rfc(1034, "5.3.3");
        /// The cache knows that there is no such name, or no record of that type.
        DnsNegativeFromCache { /// For how long it may be believed.
            left: Duration } = "dns-negative-from-cache", rfc(2308, "5");
        /// Records are kept for their time to live.
        DnsCached { /// The time to live.
            ttl: Duration } = "dns-cached", rfc(1035, "3.2.1");
        /// That there is no such record is kept, for as long as the zone says.
        DnsNegativeCached { /// For how long.
            ttl: Duration } = "dns-negative-cached", rfc(2308, "5");
        /// A record's time to live is over: it is forgotten.
        DnsExpired = "dns-expired", rfc(1035, "3.2.1");
        /// Nothing nearer is known: the resolver begins at a root server.
        DnsAskRoot { /// Which.
            server: Ipv4Addr } = "dns-ask-root", rfc(1034, "5.3.3");
        /// A server nearer to the name is known: the resolver asks it.
        DnsAskNearer { /// Which.
            server: Ipv4Addr, /// How many labels of the name it is for.
            labels: u8 } = "dns-ask-nearer", rfc(1034, "5.3.3");
        /// The server does not know, but says who is nearer to the name.
        DnsReferralHeard { /// How many servers it names.
            servers: u16, /// How many labels of the name they are for.
            labels: u8 } = "dns-referral-heard", rfc(1034, "5.3.3");
        /// A nearer server's address is not known: it has to be resolved first.
        DnsNeedsAddress = "dns-needs-address", rfc(1034, "5.3.3");
        /// The name is an alias: the resolver goes on with the real name.
        DnsAlias { /// How many so far.
            count: u8 } = "dns-alias", rfc(1034, "3.6.2");
        /// Aliases lead round in a circle, or on for ever.
        DnsAliasLoop { /// How many were followed.
            count: u8 } = "dns-alias-loop", rfc(1034, "3.6.2");
        /// The server is no help: it fails, refuses, or leads away from the name.
        DnsLame { /// Which.
            server: Ipv4Addr } = "dns-lame", rfc(1035, "7.3");
        /// The question has cost so much that it is given up.
        DnsTooMuchWork { /// Questions asked.
            queries: u16 } = "dns-too-much-work", rfc(1034, "5.3.3");
        /// There is no server left to ask.
        DnsNobodyLeft = "dns-nobody-left", rfc(1034, "5.3.3");
        /// The question came with the wish for recursion: the resolver finds it out for the client.
        DnsRecursion = "dns-recursion", rfc(1034, "4.3.1");
        /// The answer goes to the client.
        DnsReply { /// How many records it has.
            records: u16 } = "dns-reply", rfc(1034, "4.3.1");
        /// The zone has the records.
        DnsAuthoritative { /// How many.
            records: u16 } = "dns-authoritative", rfc(1034, "4.3.2");
        /// The zone has a record for any name here.
        DnsWildcard = "dns-wildcard", rfc(1034, "4.3.3");
        /// The name belongs to a part of the zone that is given to others.
        DnsReferral { /// How many servers they have.
            servers: u16 } = "dns-referral", rfc(1034, "4.3.2");
        /// The zone has no such name.
        DnsNameError = "dns-name-error", rfc(2308, "2.1");
        /// The zone has the name, but no record of that type.
        DnsNoData = "dns-no-data", rfc(2308, "2.2");
        /// The name is in none of the server's zones.
        DnsNotMyZone = "dns-not-my-zone", rfc(1035, "4.1.1");
        /// The server cannot make sense of the question, or does not do what it asks for.
        DnsBadQuestion = "dns-bad-question", rfc(1035, "4.1.1");
    } };
}
pub(super) use dns;
