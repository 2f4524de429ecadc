-- CreateEnum
CREATE TYPE "ReactionKind" AS ENUM ('agree', 'love', 'insight', 'celebrate', 'look', 'unclear');

-- CreateTable
CREATE TABLE "Reaction" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "annotationId" UUID,
    "commentId" UUID,
    "userId" UUID NOT NULL,
    "kind" "ReactionKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reaction_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Visit" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "newSince" TIMESTAMPTZ(3) NOT NULL,
    "seenThrough" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("teamId","sessionId","userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Reaction_teamId_annotationId_userId_kind_key" ON "Reaction"("teamId", "annotationId", "userId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Reaction_teamId_commentId_userId_kind_key" ON "Reaction"("teamId", "commentId", "userId", "kind");

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_teamId_commentId_fkey" FOREIGN KEY ("teamId", "commentId") REFERENCES "Comment"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_one_subject"
  CHECK (num_nonnulls("annotationId", "commentId") = 1);
