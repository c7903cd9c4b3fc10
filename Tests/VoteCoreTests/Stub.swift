import VoteCore
