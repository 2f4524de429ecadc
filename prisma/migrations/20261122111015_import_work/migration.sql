-- CreateTable
CREATE TABLE "ImportWork" (
    "teamId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "planHash" TEXT NOT NULL,
    "confirmedById" UUID NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "begunAt" TIMESTAMPTZ(3),
    "begun" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,

    CONSTRAINT "ImportWork_pkey" PRIMARY KEY ("teamId","importId")
);

-- AddForeignKey
ALTER TABLE "ImportWork" ADD CONSTRAINT "ImportWork_teamId_importId_fkey" FOREIGN KEY ("teamId", "importId") REFERENCES "Import"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportWork" ADD CONSTRAINT "ImportWork_teamId_confirmedById_fkey" FOREIGN KEY ("teamId", "confirmedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;
